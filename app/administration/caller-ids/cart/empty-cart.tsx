import { ButtonLink } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";

export function EmptyCart() {
  return (
    <Empty
      icon="cart"
      title="Your cart is empty"
      actions={
        <ButtonLink look="primary" icon="search" href="/administration/caller-ids/add">
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
