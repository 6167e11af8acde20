import { Autofocus } from "@/components/ui/autofocus";
import { Progress } from "@/components/ui/progress";
import type { Dates } from "@/lib/domain/dates";
import { money } from "@/lib/domain/format";
import { isEnding, isFinished } from "@/lib/domain/orders/order";
import { endSentence, type OrderSummary } from "@/lib/domain/orders/order-summary";
import type { Order } from "@/lib/orders/read-order";

/** "37 of 120", its bar, and how the order ended: what was bought for how much. */
export function OrderTally({
  order,
  summary,
  dates,
  takesFocus = false,
}: {
  order: Order;
  summary: OrderSummary;
  dates: Dates;
  /** Coming from the code, a filter, and after "Resume": keyboards go on from here. */
  takesFocus?: boolean;
}) {
  const total = [...summary.counts.values()].reduce((sum, count) => sum + count, 0);
  const finished = isFinished(order.state);
  return (
    <Progress
      words={
        finished
          ? endSentence(summary, money(summary.paidMicros, order.currency))
          : `${summary.settled} of ${total}`
      }
      remark={remarkOn(order, summary, dates)}
      max={total}
      // Something is under way before the first number is settled.
      value={finished ? summary.bought : order.state === "approved" ? undefined : summary.settled}
      done={finished}
    >
      {takesFocus && <Autofocus key={order.state === "paused" ? "paused" : "on"} />}
    </Progress>
  );
}

function remarkOn(order: Order, { settled }: OrderSummary, dates: Dates): string {
  if (order.finishedAt) return `Finished ${dates.when(order.finishedAt)}`;
  if (isEnding(order)) return "Ending";
  if (order.state === "paused") return "Paused";
  if (!order.approvedAt) return "";
  return settled === 0 ? "Starting; updates by itself" : "Updates by itself";
}
