import { clockOf, dateOf } from "@/lib/domain/format";
import type { HistoryEntry } from "@/lib/domain/orders/order-history";

/** What happened to the order, on demand. */
export function OrderHistory({ entries }: { entries: HistoryEntry[] }) {
  return (
    <details className="order-history">
      <summary>History</summary>
      <ol>
        {entries.map(({ id, at, words }) => (
          <li key={id}>
            <time dateTime={at.toISOString()}>
              {dateOf(at)}, {clockOf(at, { seconds: true })} UTC
            </time>
            <span>{words}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}
