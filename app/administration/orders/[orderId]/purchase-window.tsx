import { FlashMessage } from "@/app/flash-message";
import { CopyE164 } from "@/components/copy-e164";
import { Window } from "@/components/ui/window";
import { ORDERS } from "@/lib/domain/addresses";
import { PURCHASE_STEPS } from "../../purchase-steps";
import { CompletedDialog } from "./completed-dialog";
import { FollowOrder } from "./follow-order";
import { OrderDetails } from "./order-details";
import { OrderFoot } from "./order-foot";
import { OrderHistory } from "./order-history";
import { OrderNotices } from "./order-notices";
import { OrderTable } from "./order-table";
import { OrderTally } from "./order-tally";
import type { OrderView } from "./order-view";

/** How long after its end an order greets its requester with the message. */
const FRESH_MS = 10 * 60 * 1000;

/** The last step of a purchase, for whoever makes it: its progress, then what became of each number. */
export function PurchaseWindow({ seen, ...view }: OrderView & { seen: boolean }) {
  const { order, lines, summary, dates } = view;
  const greets =
    !seen && order.state === "done" && order.readAt.getTime() - (order.finishedAt?.getTime() ?? 0) < FRESH_MS;
  return (
    <>
      <Window
        title="Cart"
        closeTo={ORDERS}
        steps={{ names: PURCHASE_STEPS, step: 3 }}
        foot={<OrderFoot order={order} summary={summary} here={view.here} />}
      >
        <FlashMessage />
        <OrderTally order={order} summary={summary} dates={dates} takesFocus />
        <OrderNotices {...view} />
        <OrderTable {...view} query={{ journey: "seen" }} />
        <OrderDetails {...view} />
        <OrderHistory entries={view.history} dates={dates} />
        <FollowOrder order={order} summary={summary} lines={lines.length} />
        <CopyE164 />
      </Window>
      {greets && <CompletedDialog numbers={lines.length} />}
    </>
  );
}
