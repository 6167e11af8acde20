import { ButtonLink } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { ADD_CALLER_IDS } from "@/lib/domain/addresses";

export function EmptyCart() {
  return (
    <Empty
      icon="cart"
      title="Your cart is empty"
      actions={
        <ButtonLink look="primary" icon="search" href={ADD_CALLER_IDS}>
          Search for numbers
        </ButtonLink>
      }
    >
      <p>
        Search for numbers, tick the ones you like, and add them here. Nothing is bought until you approve it
        with a code.
      </p>
    </Empty>
  );
}
