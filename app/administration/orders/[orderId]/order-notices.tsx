import { ConfirmButton } from "@/components/ui/confirm-button";
import { Notice } from "@/components/ui/notice";
import { Submit } from "@/components/ui/submit";
import { plural } from "@/lib/domain/format";
import { isEnding, isFinished, mayCancelUnapproved, pauseSentence } from "@/lib/domain/orders/order";
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
  if (order.state === "cancelled" || order.state === "expired")
    return (
      <Notice>
        This order was {order.state === "cancelled" ? "cancelled" : "not approved within 24 hours"}. Nothing
        was bought.
      </Notice>
    );
  if (mayCancelUnapproved(order)) return <NotApproved order={order} />;
  if (isEnding(order)) return <Ending left={summary.left} />;
  if (order.state === "paused") return <Paused order={order} />;
  if (order.state === "approved" && order.snapshotTries > 0) return <NoAnswerYet bought={summary.bought} />;
  if (!isFinished(order.state) || summary.failed === 0) return null;
  return <NotBought order={order} summary={summary} retryable={retryable} />;
}

const OrderId = ({ order }: { order: Order }) => <input type="hidden" name="orderId" value={order.id} />;

function NotApproved({ order }: { order: Order }) {
  return (
    <form action={cancelOrderAction}>
      <OrderId order={order} />
      <Notice
        action={
          <ConfirmButton
            label="Cancel the order"
            title={`Cancel the order of ${order.requesterName}?`}
            keep="Keep the order"
            confirm={<Submit look="danger-solid">Cancel the order</Submit>}
          >
            <p>Its Transaction Code stops working. Its numbers stay in the cart of whoever placed it.</p>
          </ConfirmButton>
        }
      >
        {order.requesterName} has not approved this order yet. Nothing was bought.
      </Notice>
    </form>
  );
}

function Ending({ left }: { left: number }) {
  return (
    <Notice kind="warn">
      <strong>Ending.</strong> <span>What was left is cancelled, and what was bought stays bought.</span>{" "}
      <span>
        {left > 0
          ? `${plural(left, "number")} ${left === 1 ? "is" : "are"} looked up at Twilio, because a purchase was under way.`
          : "It ends once somebody has decided about the numbers that are being checked."}
      </span>
    </Notice>
  );
}

function Paused({ order }: { order: Order }) {
  return (
    <form action={resumeAction}>
      <OrderId order={order} />
      <Notice kind="bad" action={<Submit>Resume</Submit>}>
        <strong>Buying is paused.</strong> {pauseSentence(order.pausedReason ?? "")} What was bought stays
        bought.
      </Notice>
    </form>
  );
}

function NoAnswerYet({ bought }: { bought: number }) {
  return (
    <Notice kind="warn">
      <strong>Twilio has not answered yet.</strong>{" "}
      <span>
        {bought === 0
          ? "Buying begins by itself as soon as it does; nothing was bought so far."
          : "Buying goes on by itself as soon as it does."}
      </span>
    </Notice>
  );
}

function NotBought({ order, summary, retryable }: Parameters<typeof OrderNotices>[0]) {
  const { failed, uncharged } = summary;
  return (
    <form action={putBackAction}>
      <OrderId order={order} />
      <Notice kind="bad" action={retryable > 0 && <Submit>Put failed numbers back into the cart</Submit>}>
        <strong>
          {`${plural(failed, "number")} ${failed === 1 ? "was" : "were"} not bought${uncharged === failed ? ", and not charged" : ""}.`}
        </strong>{" "}
        <span>{failed === 1 ? "It says why below." : "Each says why below."}</span>
      </Notice>
    </form>
  );
}
