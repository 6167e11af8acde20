import { Amounts } from "@/components/ui/amounts";
import { ButtonLink } from "@/components/ui/button";
import { CALLER_IDS, receiptAddress } from "@/lib/domain/addresses";
import { money } from "@/lib/domain/format";
import { isEnding, isFinished, isUnfinished, mayCancelRemaining } from "@/lib/domain/orders/order";
import { CancelRemaining } from "./cancel-remaining";
import type { OrderView } from "./order-view";

/** What the order cost, or what closing its window does to it, and the ways on. */
export function OrderFoot({ order, summary, here }: Pick<OrderView, "order" | "summary" | "here">) {
  const ending = isEnding(order);
  return (
    <>
      {isFinished(order.state) ? (
        <Amounts
          amounts={[
            ["Paid", money(summary.paidMicros, order.currency)],
            ["Per month", money(summary.paidMicros, order.currency)],
          ]}
        />
      ) : (
        isUnfinished(order.state) && (
          <span className="window-foot-words">
            {ending
              ? "Nothing more is bought."
              : order.state === "paused"
                ? "Nothing more is bought until somebody resumes."
                : "You can close this window. Buying goes on without it."}
          </span>
        )
      )}
      <div className="actions">
        {mayCancelRemaining(order) && summary.left > 0 && (
          <CancelRemaining orderId={order.id} here={here} summary={summary} />
        )}
        {isFinished(order.state) && (
          <ButtonLink icon="download" href={receiptAddress(order.id)}>
            Receipt (CSV)
          </ButtonLink>
        )}
        <ButtonLink look={isFinished(order.state) ? "primary" : undefined} href={CALLER_IDS}>
          Return to Caller id(s)
        </ButtonLink>
      </div>
    </>
  );
}
