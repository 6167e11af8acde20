import { and, asc, count, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { exactly, inMs, isExactly, isFree } from "@/db/leases";
import { cartItems, carts } from "@/db/schema";
import type { InOrganization } from "@/lib/domain/actor/actor";
import { forgetRemovedRows } from "./removed-cart-rows";

type Owner = { organizationId: string; userId: string };
type NewCartRow = Omit<typeof cartItems.$inferInsert, "organizationId" | "cartId" | "addedAt">;

/** The admin's cart, made at the first use and locked: the row limit holds under double clicks. */
export async function lockCart(tx: Tx, { organizationId, userId }: Owner): Promise<string> {
  await tx.insert(carts).values({ organizationId, userId }).onConflictDoNothing();
  const [cart] = await tx
    .select({ id: carts.id })
    .from(carts)
    .where(and(eq(carts.organizationId, organizationId), eq(carts.userId, userId)))
    .for("update");
  if (!cart) throw new Error("A cart that was just made is missing");
  return cart.id;
}

const ofOwner = ({ organizationId, userId }: Owner) =>
  and(eq(carts.organizationId, organizationId), eq(carts.userId, userId));

export async function listCart(db: Db | Tx, owner: Owner) {
  return db
    .select({
      e164: cartItems.e164,
      country: cartItems.country,
      type: cartItems.type,
      locality: cartItems.locality,
      region: cartItems.region,
      addressRequirement: cartItems.addressRequirement,
      needsBundle: cartItems.needsBundle,
      priceMicros: cartItems.priceMicros,
      currency: cartItems.currency,
      availability: cartItems.availability,
      checkedAt: cartItems.checkedAt,
    })
    .from(cartItems)
    .innerJoin(carts, eq(carts.id, cartItems.cartId))
    .where(ofOwner(owner))
    .orderBy(asc(cartItems.addedAt), asc(cartItems.e164));
}
export type CartRow = Awaited<ReturnType<typeof listCart>>[number];

export async function countCart(db: Db | Tx, owner: Owner): Promise<number> {
  const [row] = await db
    .select({ rows: count() })
    .from(cartItems)
    .innerJoin(carts, eq(carts.id, cartItems.cartId))
    .where(ofOwner(owner));
  return row?.rows ?? 0;
}

/** Which of the numbers are in this admin's cart. */
export async function inCart(db: Db | Tx, owner: Owner, numbers: string[]): Promise<Set<string>> {
  if (numbers.length === 0) return new Set();
  const rows = await db
    .select({ e164: cartItems.e164 })
    .from(cartItems)
    .innerJoin(carts, eq(carts.id, cartItems.cartId))
    .where(and(ofOwner(owner), inArray(cartItems.e164, numbers)));
  return new Set(rows.map((row) => row.e164));
}

/** Adds rows to a locked cart; the same number twice is one row. Returns how many were new. */
export async function insertCartRows(
  tx: Tx,
  { organizationId }: InOrganization,
  cartId: string,
  rows: NewCartRow[],
): Promise<number> {
  if (rows.length === 0) return 0;
  await forgetRemovedRows(tx, cartId);
  const added = await tx
    .insert(cartItems)
    .values(rows.map((row) => ({ ...row, organizationId, cartId })))
    .onConflictDoNothing()
    .returning({ e164: cartItems.e164 });
  return added.length;
}

/** Takes what was ordered out of a locked cart, for good. */
export async function deleteCartRows(
  tx: Tx,
  { organizationId }: InOrganization,
  cartId: string,
  numbers: string[],
) {
  await forgetRemovedRows(tx, cartId);
  await tx
    .delete(cartItems)
    .where(
      and(
        eq(cartItems.organizationId, organizationId),
        eq(cartItems.cartId, cartId),
        inArray(cartItems.e164, numbers),
      ),
    );
}

/**
 * Rows whose availability was not asked for since `olderThanMinutes` ago, the longest unasked first. One that was added
 * since then counts as asked for, but with `never`.
 */
export async function listUnchecked(
  db: Db,
  owner: Owner,
  { olderThanMinutes, never = false, atMost }: { olderThanMinutes: number; never?: boolean; atMost: number },
) {
  const askedAt = never
    ? sql`coalesce(${cartItems.checkedAt}, '-infinity'::timestamptz)`
    : sql`coalesce(${cartItems.checkedAt}, ${cartItems.addedAt})`;
  return db
    .select({ e164: cartItems.e164, country: cartItems.country, type: cartItems.type })
    .from(cartItems)
    .innerJoin(carts, eq(carts.id, cartItems.cartId))
    .where(and(ofOwner(owner), sql`${askedAt} <= now() - ${olderThanMinutes} * interval '1 minute'`))
    .orderBy(sql`${cartItems.checkedAt} nulls first`, asc(cartItems.addedAt))
    .limit(atMost);
}

export async function markAvailability(
  db: Db,
  owner: Owner,
  e164: string,
  availability: "available" | "may-be-gone",
) {
  await db
    .update(cartItems)
    .set({ availability, checkedAt: sql`now()` })
    .where(
      and(
        eq(cartItems.e164, e164),
        sql`${cartItems.cartId} = (select ${carts.id} from ${carts} where ${ofOwner(owner)})`,
      ),
    );
}

/** Says that this process asks Twilio about the cart's rows; null while another one does. */
export async function takeChecking(db: Db, owner: Owner, ms: number): Promise<string | null> {
  return untilWhen(db, and(ofOwner(owner), isFree(carts.checkingUntil)), ms);
}

/** Goes on asking for so long, if nobody else does by now. */
export async function renewChecking(db: Db, owner: Owner, until: string, ms: number): Promise<string | null> {
  return untilWhen(db, and(ofOwner(owner), isExactly(carts.checkingUntil, until)), ms);
}

async function untilWhen(db: Db, where: SQL | undefined, ms: number): Promise<string | null> {
  const [cart] = await db
    .update(carts)
    .set({ checkingUntil: inMs(ms) })
    .where(where)
    .returning({ until: exactly(carts.checkingUntil) });
  return cart?.until ?? null;
}

export async function endChecking(db: Db, owner: Owner, until: string) {
  await db
    .update(carts)
    .set({ checkingUntil: null })
    .where(and(ofOwner(owner), isExactly(carts.checkingUntil, until)));
}

export async function isChecking(db: Db, owner: Owner): Promise<boolean> {
  const rows = await db
    .select({ id: carts.id })
    .from(carts)
    .where(and(ofOwner(owner), sql`${carts.checkingUntil} > now()`));
  return rows.length > 0;
}
