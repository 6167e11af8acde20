import { recordEvent } from "@/db/queries/audit";
import { lockCart } from "@/db/queries/carts";
import { restoreCartRows } from "@/db/queries/removed-cart-rows";
import type { Admin } from "@/lib/domain/actor/actor";
import { database } from "@/lib/runtime/database";

/** Puts back what the last removal took out of the cart; 0 once it was changed otherwise, or an hour has passed. */
export async function undoRemoval(admin: Admin): Promise<number> {
  return database().transaction(async (tx) => {
    const restored = await restoreCartRows(tx, await lockCart(tx, admin));
    if (restored > 0) await recordEvent(tx, admin, { kind: "cart.restored", numbers: restored });
    return restored;
  });
}
