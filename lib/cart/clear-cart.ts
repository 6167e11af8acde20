import { database } from "@/db/client";
import { recordEvent } from "@/db/queries/audit";
import { deleteCartRows, lockCart } from "@/db/queries/carts";
import { endAwaiting } from "@/db/queries/order-changes";
import { findAwaiting } from "@/db/queries/orders";
import type { Admin } from "@/lib/auth/admin";

/** Empties the cart, and cancels an order that waits for its code. */
export async function clearCart(admin: Admin): Promise<{ removed: number }> {
  const { organizationId, userId } = admin;
  return database().transaction(async (tx) => {
    const cartId = await lockCart(tx, admin);
    const removed = await deleteCartRows(tx, organizationId, cartId);
    if (removed > 0)
      await recordEvent(tx, { organizationId, userId, event: "cart.cleared", details: { numbers: removed } });
    const awaiting = await findAwaiting(tx, organizationId, userId);
    if (awaiting && (await endAwaiting(tx, organizationId, awaiting, "cancelled")))
      await recordEvent(tx, {
        organizationId,
        userId,
        orderId: awaiting,
        event: "order.cancelled",
        details: { why: "cart cleared" },
      });
    return { removed };
  });
}
