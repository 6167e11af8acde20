import type { Tx } from "@/db/client";
import { recordEvent } from "@/db/queries/audit";
import { countTowardsMaximum } from "@/db/queries/caller-ids";
import { countCart, lockCart } from "@/db/queries/carts";
import { getOrganization } from "@/db/queries/organizations";
import { newestCartRows, removeCartRows } from "@/db/queries/removed-cart-rows";
import type { Admin } from "@/lib/domain/actor/actor";
import { quota } from "@/lib/domain/cart/cart";
import { cancelOwnUnapproved } from "@/lib/orders/cancel-own-unapproved";
import { database } from "@/lib/runtime/database";

type RemoveOutcome = { kind: "removed"; cancelledOrder: boolean } | { kind: "not-there" };

/** Takes numbers out of the cart, which an Undo puts back; an order that waits for its code and holds one is cancelled. */
export async function removeFromCart(admin: Admin, numbers: string[]): Promise<RemoveOutcome> {
  return database().transaction(async (tx) => remove(tx, admin, await lockCart(tx, admin), numbers));
}

/** The same with as many of the newest as are too many for the organisation's maximum. */
export async function removeExcess(admin: Admin): Promise<RemoveOutcome> {
  return database().transaction(async (tx) => {
    const cartId = await lockCart(tx, admin);
    const { maximumCallerIds } = await getOrganization(tx, admin);
    const taken = await countTowardsMaximum(tx, admin);
    const { exceededBy } = quota(maximumCallerIds, taken, await countCart(tx, admin));
    return remove(tx, admin, cartId, await newestCartRows(tx, cartId, exceededBy));
  });
}

async function remove(tx: Tx, admin: Admin, cartId: string, numbers: string[]): Promise<RemoveOutcome> {
  const removed = await removeCartRows(tx, admin, cartId, numbers);
  const [e164] = removed;
  if (!e164) return { kind: "not-there" };
  await recordEvent(
    tx,
    admin,
    removed.length === 1
      ? { kind: "cart.removed", e164 }
      : { kind: "cart.many-removed", numbers: removed.length },
  );
  return {
    kind: "removed",
    cancelledOrder: await cancelOwnUnapproved(tx, admin, "cart changed", { holding: removed }),
  };
}
