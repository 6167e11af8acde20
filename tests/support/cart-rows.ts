import type { Db } from "@/db/client";
import { cartItems, carts, orderLines } from "@/db/schema";
import type { Admin } from "@/lib/domain/actor/actor";
import { pools } from "@/lib/simulator/inventory";
import { only } from "./rows";
import { simulator } from "./simulated-twilio";

/** Numbers that the simulated Twilio has, in the admin's cart without a search. Returns them. */
export async function putInCart(
  db: Db,
  { organizationId, userId }: Admin,
  count: number,
  areaCode = "512",
  country: "US" | "CA" = "US",
) {
  const { store } = simulator();
  const sold = await store.query<{ e164: string }>("select e164 from numbers union select e164 from rivals");
  // Journeys run beside one another, and two that want the same number would take it from each other.
  const wanted = await db.select({ e164: cartItems.e164 }).from(cartItems);
  const ordered = await db.select({ e164: orderLines.e164 }).from(orderLines);
  const gone = new Set([...sold, ...wanted, ...ordered].map((row) => row.e164));
  const pool = pools(country, "local").find((one) => one.areaCode === areaCode);
  const stock = pool?.numbers(1).filter((number) => !gone.has(number.e164)) ?? [];
  const start = Math.floor(Math.random() * (stock.length - count));
  const chosen = stock.slice(start, start + count);
  await insertInCart(db, { organizationId, userId }, chosen);
  return chosen.map((number) => number.e164).sort();
}

type Row = Omit<typeof cartItems.$inferInsert, "organizationId" | "cartId" | "addedAt">;
/** What a row is where a test does not care. */
const PLAIN = { country: "US", type: "local", priceMicros: 1_150_000, currency: "USD" } as const;

/** Exactly these numbers in the admin's cart. */
export async function insertInCart(
  db: Db,
  { organizationId, userId }: Pick<Admin, "organizationId" | "userId">,
  rows: (Pick<Row, "e164" | "locality" | "region"> & Partial<Row>)[],
) {
  const made = await db
    .insert(carts)
    .values({ organizationId, userId })
    .onConflictDoUpdate({ target: carts.userId, set: { organizationId } })
    .returning({ id: carts.id });
  const cartId = only(made).id;
  await db.insert(cartItems).values(rows.map((row) => ({ ...PLAIN, ...row, organizationId, cartId })));
}
