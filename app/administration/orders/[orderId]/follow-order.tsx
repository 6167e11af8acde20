import { AutoRefresh } from "@/components/ui/auto-refresh";
import { isEnding, isFinished } from "@/lib/domain/orders/order";
import type { OrderSummary } from "@/lib/domain/orders/order-summary";
import type { Order } from "@/lib/orders/read-order";

/** A long list is dearer to draw, and nobody reads 500 rows a second. */
const everyMs = (lines: number) => (lines > 100 ? 2500 : 1000);

/** Keeps the page up to date while numbers are bought, and says how far it is. */
export function FollowOrder({
  order,
  summary,
  lines,
}: {
  order: Order;
  summary: OrderSummary;
  lines: number;
}) {
  const live =
    order.state === "approved" || order.state === "buying" || (isEnding(order) && summary.left > 0);
  // Read out every tenth of the way, not every number.
  const tenth = Math.floor((summary.settled / lines) * 10);
  const ended = isFinished(order.state) ? "The purchase has ended." : "";
  return (
    <AutoRefresh live={live} every={everyMs(lines)} says={live ? `${tenth * 10} percent done` : ended} />
  );
}
