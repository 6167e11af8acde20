import { EventList } from "@/components/event-list";
import type { Dates } from "@/lib/domain/dates";
import type { HistoryEntry } from "@/lib/domain/orders/order-history";

/** What happened to the order, on demand. */
export function OrderHistory({ entries, dates }: { entries: HistoryEntry[]; dates: Dates }) {
  return (
    <details className="order-history">
      <summary>History</summary>
      <EventList entries={entries} dates={dates} />
    </details>
  );
}
