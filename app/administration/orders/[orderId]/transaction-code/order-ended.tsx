import { ButtonLink } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { CART, orderAddress } from "@/lib/domain/addresses";
import type { Order } from "@/lib/orders/read-order";

/** There is nothing left to approve. */
export function OrderEnded({ order }: { order: Order }) {
  return (
    <Empty
      icon="about"
      title={order.state === "cancelled" ? "This order was cancelled" : "This order has expired"}
      actions={
        <>
          <ButtonLink href={orderAddress(order.id)}>See the order</ButtonLink>
          <ButtonLink look="primary" href={CART}>
            Back to Cart
          </ButtonLink>
        </>
      }
    >
      <p>
        Nothing was bought with it, and nothing was charged. Those of its numbers that you have not removed or
        bought since are still in your cart.
      </p>
    </Empty>
  );
}
