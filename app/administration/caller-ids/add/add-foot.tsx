import { Button, ButtonLink } from "@/components/ui/button";
import { CART, withQuery } from "@/lib/domain/addresses";

/** The window's foot: the way on, and the button of the form above where there is something to add. */
export function AddFoot({ inCart, canAdd, here }: { inCart: number; canAdd: boolean; here: string }) {
  return (
    <>
      {canAdd && (
        <span className="window-foot-words">
          <span className="window-selected" /> selected
        </span>
      )}
      <div className="actions">
        <ButtonLink icon="cart" href={withQuery(CART, { back: here })}>
          Cart ({inCart})
        </ButtonLink>
        {canAdd && (
          <Button look="primary" form="results">
            Add to Cart
          </Button>
        )}
      </div>
    </>
  );
}
