import { and, asc, eq, gt, not, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { cartItems, carts, removedCartItems } from "@/db/schema";
import type { InOrganization } from "@/lib/domain/actor/actor";

const NOT_OLDER = gt(removedCartItems.removedAt, sql`now() - interval '1 hour'`);

/** What both tables have; rows move within the database, so that they keep their place to the microsecond. */
const COLUMNS = sql.raw(
  "organization_id, cart_id, e164, country, type, locality, region, address_requirement, needs_bundle, price_micros, currency, voice, sms, mms, availability, checked_at, added_at",
);

/** Takes rows out of a locked cart, all of them or these, and keeps them for an Undo. Returns their numbers. */
export async function removeCartRows(
  tx: Tx,
  { organizationId }: InOrganization,
  cartId: string,
  numbers?: string[],
): Promise<string[]> {
  const wanted = numbers ? sql`and e164 = any(${sql.param(numbers)})` : sql``;
  const mine = sql`organization_id = ${organizationId} and cart_id = ${cartId} ${wanted}`;
  const { rows } = await tx.execute(sql`select 1 from cart_items where ${mine} limit 1`);
  if (rows.length === 0) return [];
  await forgetRemovedRows(tx, cartId);
  const removed = await tx.execute<{ e164: string }>(sql`
    with gone as (delete from cart_items where ${mine} returning ${COLUMNS})
    insert into removed_cart_items (${COLUMNS}) select ${COLUMNS} from gone returning e164`);
  return removed.rows.map((row) => row.e164);
}

/** The newest rows of a locked cart, as many as asked for. */
export async function newestCartRows(tx: Tx, cartId: string, atMost: number): Promise<string[]> {
  const rows = await tx
    .select({ e164: cartItems.e164 })
    .from(cartItems)
    .where(eq(cartItems.cartId, cartId))
    .orderBy(sql`${cartItems.addedAt} desc, ${cartItems.e164} desc`)
    .limit(atMost);
  return rows.map((row) => row.e164);
}

/** Puts what the last removal took out back into a locked cart. Returns how many rows that are. */
export async function restoreCartRows(tx: Tx, cartId: string): Promise<number> {
  const { rows } = await tx.execute<{ e164: string }>(sql`
    with back as (delete from removed_cart_items
      where cart_id = ${cartId} and ${NOT_OLDER} returning ${COLUMNS})
    insert into cart_items (${COLUMNS}) select ${COLUMNS} from back on conflict do nothing returning e164`);
  return rows.length;
}

/** After another change of the cart nothing is undone any more. */
export async function forgetRemovedRows(tx: Tx, cartId: string) {
  await tx.delete(removedCartItems).where(eq(removedCartItems.cartId, cartId));
}

/** What an Undo would put back, as it stood in the cart. */
export async function listRemovedRows(
  db: Db,
  { organizationId, userId }: { organizationId: string; userId: string },
): Promise<string[]> {
  const rows = await db
    .select({ e164: removedCartItems.e164 })
    .from(removedCartItems)
    .innerJoin(carts, eq(carts.id, removedCartItems.cartId))
    .where(and(eq(carts.organizationId, organizationId), eq(carts.userId, userId), NOT_OLDER))
    .orderBy(asc(removedCartItems.addedAt), asc(removedCartItems.e164));
  return rows.map((row) => row.e164);
}

/** What nobody can undo any more. */
export async function forgetOldRemovals(db: Db) {
  await db.delete(removedCartItems).where(not(NOT_OLDER));
}
