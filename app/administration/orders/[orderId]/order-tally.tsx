import { Autofocus } from "@/components/ui/autofocus";
import { Progress } from "@/components/ui/progress";
import { dateAndClock } from "@/lib/domain/format";
import { isEnding, isFinished } from "@/lib/domain/orders/order";
import type { OrderSummary } from "@/lib/domain/orders/order-summary";
import type { Order } from "@/lib/orders/read-order";

/** "37 of 120", its bar, and how the order ended. */
export function OrderTally({
  order,
  summary,
  takesFocus = false,
}: {
  order: Order;
  summary: OrderSummary;
  /** Coming from the code, a filter, and after "Resume": keyboards go on from here. */
  takesFocus?: boolean;
}) {
  const total = [...summary.counts.values()].reduce((sum, count) => sum + count, 0);
  const finished = isFinished(order.state);
  const words =
    finished && order.state !== "done"
      ? `Purchase finished: ${summary.bought} of ${total} bought`
      : `${summary.settled} of ${total}`;
  const when = order.finishedAt
    ? `Finished ${dateAndClock(order.finishedAt)}`
    : order.state === "paused"
      ? isEnding(order)
        ? "Ending"
        : "Paused"
      : order.approvedAt
        ? "Updates by itself"
        : "";
  return (
    <Progress
      words={words}
      remark={when}
      max={total}
      value={finished ? summary.bought : summary.settled}
      done={finished}
    >
      {takesFocus && <Autofocus key={order.state === "paused" ? "paused" : "on"} />}
    </Progress>
  );
}
