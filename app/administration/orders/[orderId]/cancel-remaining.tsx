import { ConfirmButton } from "@/components/ui/confirm-button";
import { PlainForm } from "@/components/ui/plain-form";
import { Submit } from "@/components/ui/submit";
import { plural } from "@/lib/domain/format";
import type { OrderSummary } from "@/lib/domain/orders/order-summary";
import { cancelRemainingAction } from "./actions";
import { OrderFields } from "./order-fields";

/** Ends an order early, whoever placed it, after a question that says what becomes of its numbers. */
export function CancelRemaining({
  orderId,
  here,
  summary: { left, bought },
}: {
  orderId: string;
  /** This page's address. */
  here: string;
  summary: OrderSummary;
}) {
  return (
    <PlainForm action={cancelRemainingAction}>
      <OrderFields orderId={orderId} here={here} />
      <ConfirmButton
        label="Cancel what is left"
        look="danger"
        title={`Cancel the ${plural(left, "number")} that ${left === 1 ? "is" : "are"} left?`}
        keep="Keep the order"
        confirm={<Submit look="danger-solid">Cancel what is left</Submit>}
      >
        <p>
          {bought > 0 && (
            <span>
              {`The ${bought} that ${bought === 1 ? "is" : "are"} bought ${bought === 1 ? "stays" : "stay"} yours. `}
            </span>
          )}
          <span>
            Nothing more is bought, and what is not bought stops counting towards your maximum. A number whose
            purchase is under way is looked up at Twilio first: if it was sold, it is yours.
          </span>
        </p>
      </ConfirmButton>
    </PlainForm>
  );
}
