import { countTowardsMaximum } from "@/db/queries/caller-ids";
import { type CartRow, countCart, isChecking, listCart } from "@/db/queries/carts";
import { getOrganization } from "@/db/queries/organizations";
import { listRemovedRows } from "@/db/queries/removed-cart-rows";
import type { Admin } from "@/lib/domain/actor/actor";
import { type CartTotals, cartTotals, type Quota, quota } from "@/lib/domain/cart/cart";
import { database } from "@/lib/runtime/database";

export type Cart = {
  rows: CartRow[];
  totals: CartTotals;
  quota: Quota;
  /** What an Undo would put back. */
  removed: string[];
  /** Twilio is being asked about all of it. */
  isChecking: boolean;
};

/** Everything the Cart window shows. */
export async function readCart(admin: Admin): Promise<Cart> {
  const db = database();
  const [rows, organization, taken, removed, checking] = await Promise.all([
    listCart(db, admin),
    getOrganization(db, admin),
    countTowardsMaximum(db, admin),
    listRemovedRows(db, admin),
    isChecking(db, admin),
  ]);
  return {
    rows,
    totals: cartTotals(rows),
    quota: quota(organization.maximumCallerIds, taken, rows.length),
    removed,
    isChecking: checking,
  };
}

/** How many numbers wait in the admin's cart. */
export async function cartCount(admin: Admin): Promise<number> {
  return countCart(database(), admin);
}

export type { CartRow };
