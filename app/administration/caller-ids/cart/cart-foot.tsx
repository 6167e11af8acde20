import { Amounts } from "@/components/ui/amounts";
import { ButtonLink } from "@/components/ui/button";
import { ADD_CALLER_IDS, FORWARD_CALLS } from "@/lib/domain/addresses";
import type { CartTotals } from "@/lib/domain/cart/cart";
import { money } from "@/lib/domain/format";

/** What the cart costs, and the way on. */
export function CartFoot({ totals }: { totals: CartTotals }) {
  return (
    <>
      <Amounts
        amounts={[
          ["Due now", money(totals.dueNowMicros, totals.currency)],
          ["Per month", money(totals.monthlyMicros, totals.currency)],
        ]}
      />
      <span className="window-foot-words only-wide">Twilio bills the first month up front.</span>
      <div className="actions">
        <ButtonLink icon="add" href={ADD_CALLER_IDS}>
          Add more
        </ButtonLink>
        <ButtonLink look="primary" href={FORWARD_CALLS}>
          Proceed to Purchase
        </ButtonLink>
      </div>
    </>
  );
}
