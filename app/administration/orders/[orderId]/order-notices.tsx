import { ButtonLink } from "@/components/ui/button";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { Notice } from "@/components/ui/notice";
import { PlainForm } from "@/components/ui/plain-form";
import { Submit } from "@/components/ui/submit";
import { ENGINE, RECONCILE, withQuery } from "@/lib/domain/addresses";
import { money, plural, took } from "@/lib/domain/format";
import { isEnding, isFinished, mayCancelUnapproved, pauseSentence } from "@/lib/domain/orders/order";
import { cancelOrderAction, putBackAction, resumeAction } from "./actions";
import { OrderFields } from "./order-fields";
import type { OrderView } from "./order-view";

/** What stands in the order's way, and what was not bought, each with the one thing to do about it. */
export function OrderNotices({
  order,
  summary,
  retryable,
  dates,
  stillSince,
  here,
}: Pick<OrderView, "order" | "summary" | "retryable" | "dates" | "stillSince" | "here">) {
  if (order.state === "cancelled" || order.state === "expired")
    return (
      <Notice>
        This order was {order.state === "cancelled" ? "cancelled" : "not approved within 24 hours"}. Nothing
        was bought.
      </Notice>
    );
  if (mayCancelUnapproved(order)) return <NotApproved order={order} here={here} />;
  if (isEnding(order)) return <Ending left={summary.left} />;
  if (order.state === "paused") return <Paused order={order} summary={summary} dates={dates} here={here} />;
  if (stillSince) return <StandsStill since={stillSince} now={order.readAt} />;
  if (order.state === "approved" && order.snapshotTries > 0) return <NoAnswerYet bought={summary.bought} />;
  if (!isFinished(order.state) || summary.failed === 0) return null;
  return <NotBought order={order} summary={summary} retryable={retryable} here={here} />;
}

function NotApproved({ order, here }: Pick<OrderView, "order" | "here">) {
  return (
    <PlainForm action={cancelOrderAction}>
      <OrderFields orderId={order.id} here={here} />
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
    </PlainForm>
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

function Paused({ order, summary, dates, here }: Pick<OrderView, "order" | "summary" | "dates" | "here">) {
  if (summary.left === 0)
    return (
      <Notice
        kind="warn"
        isUrgent
        action={<ButtonLink href={withQuery(RECONCILE, { show: "review" })}>Decide</ButtonLink>}
      >
        <strong>Buying is paused.</strong>{" "}
        <span>
          Nothing is left to buy: only a person can say what became of the numbers that are being checked.
        </span>
      </Notice>
    );
  const cost = money(summary.leftMicros, order.currency);
  const numbers = plural(summary.left, "number");
  const resume = `Resume and buy ${numbers} for ${cost}`;
  return (
    <PlainForm action={resumeAction}>
      <OrderFields orderId={order.id} here={here} />
      <Notice
        kind="warn"
        isUrgent
        action={
          <ConfirmButton
            label={resume}
            look="primary"
            title={`Buy ${numbers} for ${cost}?`}
            keep="Not now"
            confirm={<Submit look="primary">{resume}</Submit>}
          >
            <p>
              {`${order.requesterName} placed this order ${dates.when(order.createdAt)}. ${summary.left === 1 ? "It costs" : "They cost"} ${cost} now and ${cost} a month.`}
            </p>
          </ConfirmButton>
        }
      >
        <strong>Buying is paused.</strong> <span>{pauseSentence(order.pausedReason ?? "")}</span>{" "}
        <span>What was bought stays bought.</span>{" "}
        {(summary.counts.get("Being checked") ?? 0) > 0 && (
          <span>
            A number that is being checked may have been bought:{" "}
            <a href={withQuery(RECONCILE, { show: "unlisted" })}>Reconcile</a> lists it then, and adopting it
            settles it here.
          </span>
        )}
      </Notice>
    </PlainForm>
  );
}

function StandsStill({ since, now }: { since: Date; now: Date }) {
  return (
    <Notice kind="warn" action={<ButtonLink href={ENGINE}>See Engine</ButtonLink>}>
      <strong>{`This order has not moved for ${took(now.getTime() - since.getTime())}.`}</strong>{" "}
      <span>
        It goes on by itself as soon as it can; what was bought stays bought, and nothing is bought twice.
      </span>
    </Notice>
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

function NotBought({
  order,
  summary,
  retryable,
  here,
}: Pick<OrderView, "order" | "summary" | "retryable" | "here">) {
  const { failed, uncharged } = summary;
  return (
    <PlainForm action={putBackAction}>
      <OrderFields orderId={order.id} here={here} />
      <Notice kind="bad" action={retryable > 0 && <Submit>Put failed numbers back into the cart</Submit>}>
        <strong>
          {`${plural(failed, "number")} ${failed === 1 ? "was" : "were"} not bought${uncharged === failed ? ", and not charged" : ""}.`}
        </strong>{" "}
        <span>{failed === 1 ? "It says why below." : "Each says why below."}</span>
      </Notice>
    </PlainForm>
  );
}
