import { Button, ButtonLink } from "@/components/ui/button";
import { CART } from "@/lib/domain/addresses";

/** The window's foot: the way on, and the button of the form above where there is something to add. */
export function AddFoot({ inCart, canAdd }: { inCart: number; canAdd: boolean }) {
  return (
    <>
      {canAdd && (
        <span className="window-foot-words">
          <span className="window-selected" /> selected
        </span>
      )}
      <div className="actions">
        <ButtonLink icon="cart" href={CART}>
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
