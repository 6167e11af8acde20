import { Amounts } from "@/components/ui/amounts";
import { Button, ButtonLink } from "@/components/ui/button";
import { ADD_CALLER_IDS, CART, FORWARD_CALLS, withQuery } from "@/lib/domain/addresses";
import type { CartTotals } from "@/lib/domain/cart/cart";
import { money } from "@/lib/domain/format";
import { TOO_MANY } from "./cart-notices";

/** What the cart costs, and the way on; above them what can be done with the rows that are ticked. */
export function CartFoot({
  totals,
  isTooMuch,
}: {
  totals: CartTotals /** More than may be bought: the page says so. */;
  isTooMuch: boolean;
}) {
  return (
    <>
      <div className="cart-foot-ticked">
        <span className="window-foot-words">
          <span className="window-selected" /> selected
        </span>
        <Button look="danger" form="cart" name="verb" value="remove">
          Remove from cart
        </Button>
      </div>
      <Amounts
        amounts={[
          ["Due now", money(totals.dueNowMicros, totals.currency)],
          ["Per month", money(totals.monthlyMicros, totals.currency)],
        ]}
      />
      <span className="window-foot-words only-wide">Twilio bills the first month up front.</span>
      <div className="actions">
        <ButtonLink icon="add" href={withQuery(ADD_CALLER_IDS, { back: CART })}>
          Add more
        </ButtonLink>
        <ButtonLink look="primary" href={isTooMuch ? `#${TOO_MANY}` : FORWARD_CALLS}>
          Proceed to Purchase
        </ButtonLink>
      </div>
    </>
  );
}
