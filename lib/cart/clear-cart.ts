import { recordEvent } from "@/db/queries/audit";
import { lockCart } from "@/db/queries/carts";
import { removeCartRows } from "@/db/queries/removed-cart-rows";
import type { Admin } from "@/lib/domain/actor/actor";
import { cancelOwnUnapproved } from "@/lib/orders/cancel-own-unapproved";
import { database } from "@/lib/runtime/database";

/** Empties the cart, which an Undo fills again, and cancels an order that waits for its code. */
export async function clearCart(admin: Admin): Promise<{ removed: number; cancelledOrder: boolean }> {
  return database().transaction(async (tx) => {
    const cartId = await lockCart(tx, admin);
    const removed = (await removeCartRows(tx, admin, cartId)).length;
    if (removed > 0) await recordEvent(tx, admin, { kind: "cart.cleared", numbers: removed });
    return { removed, cancelledOrder: await cancelOwnUnapproved(tx, admin, "cart cleared") };
  });
}
