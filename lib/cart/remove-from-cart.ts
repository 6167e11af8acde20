import { recordEvent } from "@/db/queries/audit";
import { deleteCartRows, lockCart } from "@/db/queries/carts";
import type { Admin } from "@/lib/domain/actor/actor";
import { cancelOwnUnapproved } from "@/lib/orders/cancel-own-unapproved";
import { database } from "@/lib/runtime/database";

type RemoveOutcome = { kind: "removed"; cancelledOrder: boolean } | { kind: "not-there" };

/** Takes one number out of the cart; an order that waits for its code and holds the number is cancelled. */
export async function removeFromCart(admin: Admin, e164: string): Promise<RemoveOutcome> {
  return database().transaction(async (tx) => {
    const cartId = await lockCart(tx, admin);
    if ((await deleteCartRows(tx, admin, cartId, [e164])) === 0) return { kind: "not-there" };
    await recordEvent(tx, admin, { kind: "cart.removed", e164 });
    const cancelledOrder = await cancelOwnUnapproved(tx, admin, "cart changed", { holding: e164 });
    return { kind: "removed", cancelledOrder };
  });
}
