import { ConfirmButton } from "@/components/ui/confirm-button";
import { Notice } from "@/components/ui/notice";
import { Submit } from "@/components/ui/submit";
import { plural } from "@/lib/domain/format";
import { isEnding, isFinished, pauseSentence } from "@/lib/domain/orders/order";
import type { OrderSummary } from "@/lib/domain/orders/order-summary";
import type { Order } from "@/lib/orders/read-order";
import { cancelOrderAction, putBackAction, resumeAction } from "./actions";

/** What stands in the order's way, and what was not bought, each with the one thing to do about it. */
export function OrderNotices({
  order,
  summary,
  retryable,
}: {
  order: Order;
  summary: OrderSummary;
  retryable: number;
}) {
  const id = <input type="hidden" name="orderId" value={order.id} />;
  if (order.state === "cancelled" || order.state === "expired")
    return (
      <Notice>
        This order was {order.state === "cancelled" ? "cancelled" : "not approved within 24 hours"}. Nothing
        was bought.
      </Notice>
    );
  if (order.state === "awaiting_code")
    return (
      <form action={cancelOrderAction}>
        {id}
        <Notice
          action={
            <ConfirmButton
              label="Cancel the order"
              title={`Cancel the order of ${order.requesterName}?`}
              keep="Keep the order"
              confirm={<Submit look="danger solid">Cancel the order</Submit>}
            >
              <p>Its Transaction Code stops working. Its numbers stay in the cart of whoever placed it.</p>
            </ConfirmButton>
          }
        >
          {order.requesterName} has not approved this order yet. Nothing was bought.
        </Notice>
      </form>
    );
  if (isEnding(order))
    return (
      <Notice kind="warn">
        <strong>Ending.</strong> <span>What was left is cancelled, and what was bought stays bought.</span>{" "}
        <span>
          {summary.left > 0
            ? `${plural(summary.left, "number")} ${summary.left === 1 ? "is" : "are"} looked up at Twilio, because a purchase was under way.`
            : "It ends once somebody has decided about the numbers that are being checked."}
        </span>
      </Notice>
    );
  if (order.state === "paused")
    return (
      <form action={resumeAction}>
        {id}
        <Notice kind="bad" action={<Submit>Resume</Submit>}>
          <strong>Buying is paused.</strong> {pauseSentence(order.pausedReason ?? "")} What was bought stays
          bought.
        </Notice>
      </form>
    );
  if (order.state === "approved" && order.snapshotTries > 0)
    return (
      <Notice kind="warn">
        <strong>Twilio has not answered yet.</strong>{" "}
        <span>
          {summary.bought === 0
            ? "Buying begins by itself as soon as it does; nothing was bought so far."
            : "Buying goes on by itself as soon as it does."}
        </span>
      </Notice>
    );
  if (!isFinished(order.state) || summary.failed === 0) return null;
  return (
    <form action={putBackAction}>
      {id}
      <Notice kind="bad" action={retryable > 0 && <Submit>Put failed numbers back into the cart</Submit>}>
        <strong>
          {`${plural(summary.failed, "number")} ${summary.failed === 1 ? "was" : "were"} not bought${summary.uncharged === summary.failed ? ", and not charged" : ""}.`}
        </strong>{" "}
        <span>{summary.failed === 1 ? "It says why below." : "Each says why below."}</span>
      </Notice>
    </form>
  );
}
