import { useId } from "react";
import { Autofocus } from "@/components/ui/autofocus";
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
  const id = useId();
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
    <div className="tally" tabIndex={-1}>
      {takesFocus && <Autofocus key={order.state === "paused" ? "paused" : "on"} />}
      <div className="line">
        <strong id={id}>{words}</strong>
        <span className="quiet small">{when}</span>
      </div>
      <progress
        className={finished ? "progress done" : "progress"}
        aria-labelledby={id}
        max={total}
        value={finished ? summary.bought : summary.settled}
      >
        {summary.settled} of {total}
      </progress>
    </div>
  );
}
