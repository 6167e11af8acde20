import type { Dates } from "@/lib/domain/dates";
import type { HistoryEntry } from "@/lib/domain/orders/order-history";

/** What happened to the order, on demand. */
export function OrderHistory({ entries, dates }: { entries: HistoryEntry[]; dates: Dates }) {
  return (
    <details className="order-history">
      <summary>History</summary>
      <ol>
        {entries.map(({ id, at, words }) => (
          <li key={id}>
            <time dateTime={at.toISOString()}>{dates.dayAndTime(at)}</time>
            <span>{words}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}
