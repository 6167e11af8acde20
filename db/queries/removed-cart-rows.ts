import { and, asc, eq, gt, inArray, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { cartItems, carts, removedCartItems } from "@/db/schema";
import type { InOrganization } from "@/lib/domain/actor/actor";

const NOT_OLDER = gt(removedCartItems.removedAt, sql`now() - interval '1 hour'`);

/** Takes rows out of a locked cart, all of them or these, and keeps them for an Undo. Returns their numbers, the oldest first. */
export async function removeCartRows(
  tx: Tx,
  { organizationId }: InOrganization,
  cartId: string,
  numbers?: string[],
): Promise<string[]> {
  const mine = and(eq(cartItems.organizationId, organizationId), eq(cartItems.cartId, cartId));
  const rows = await tx
    .delete(cartItems)
    .where(numbers ? and(mine, inArray(cartItems.e164, numbers)) : mine)
    .returning();
  if (rows.length === 0) return [];
  await forgetRemovedRows(tx, cartId);
  await tx.insert(removedCartItems).values(rows);
  return rows.map((row) => row.e164);
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
  const rows = await tx
    .delete(removedCartItems)
    .where(and(eq(removedCartItems.cartId, cartId), NOT_OLDER))
    .returning();
  if (rows.length === 0) return 0;
  const restored = await tx
    .insert(cartItems)
    .values(rows.map(({ removedAt: _, ...row }) => row))
    .onConflictDoNothing()
    .returning({ e164: cartItems.e164 });
  return restored.length;
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
