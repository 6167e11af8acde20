import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { orderLines, orders, outboxMessages } from "@/db/schema";
import { addToCart } from "@/lib/cart/add-to-cart";
import type { Admin } from "@/lib/domain/actor/actor";
import type { EngineSettings } from "@/lib/domain/engine/engine-settings";
import { ANYTHING, type NumberSearch } from "@/lib/domain/offers/search";
import { webhooksOf } from "@/lib/domain/twilio/call-settings";
import { searchOffers } from "@/lib/offers/search-offers";
import { placeOrder } from "@/lib/orders/place-order";
import { validateCode } from "@/lib/orders/validate-code";
import type { Engine } from "@/lib/purchasing/engine";
import { pumpOrders } from "@/lib/purchasing/pump-orders";
import { twilioFor } from "@/lib/twilio";
import { codeIn } from "./mails";
import { only } from "./rows";

/** Lease, timeout and quarantine of the tests, scaled together from 60/30/90 s. */
export const FAST: EngineSettings = { lease: 600, timeout: 300, quarantine: 900 };

/** Where nothing waits for a lease or a timeout to end, so that a busy machine's slow answers are not taken for lost ones. */
export const PATIENT: EngineSettings = { lease: 6_000, timeout: 3_000, quarantine: 9_000 };

/** Puts numbers of an area code into the admin's cart and returns them. */
export async function fillCart(
  admin: Admin,
  count: number,
  search: Partial<NumberSearch> = { areaCode: "512" },
) {
  const numbers: string[] = [];
  // The first answers of a process that has just started may take longer than the tests' short patience.
  let patience = 10;
  let newerThan: number | null = null;
  while (numbers.length < count) {
    const found = await searchOffers(admin, { ...ANYTHING, ...search }, { newerThan });
    if (found.kind === "trouble" && patience-- > 0) continue;
    if (found.kind !== "found") throw new Error(`nothing for sale: ${found.kind}`);
    // A sample is not enough for many.
    newerThan = found.searchedAt.getTime();
    const free = found.offers.filter((offer) => offer.status === "free").slice(0, count - numbers.length);
    const added = await addToCart(
      admin,
      free.map((offer) => offer.sealed),
    );
    if (added.kind !== "added") throw new Error(added.kind);
    numbers.push(...free.map((offer) => offer.e164));
  }
  // As the cart lists rows that were added together.
  return numbers.sort();
}

/** An order out of the admin's cart that waits for its code, and that code. */
export async function placedOrder(
  db: Db,
  admin: Admin,
  { userIds = [] as string[], forwardTo = "+16285550100" } = {},
) {
  const place = () => placeOrder(admin, { forwardTo, userIds, ringForever: false });
  let placed = await place();
  // What is read of Twilio before may take longer than the tests' short patience where the machine is busy.
  for (let patience = 10; placed.kind === "trouble" && patience > 0; patience--) placed = await place();
  if (placed.kind !== "placed") throw new Error(`not placed: ${JSON.stringify(placed)}`);
  return { orderId: placed.orderId, code: await newestCode(db, admin.email) };
}

export async function newestCode(db: Db, email: string): Promise<string> {
  const mails = await db
    .select()
    .from(outboxMessages)
    .where(eq(outboxMessages.to, email))
    .orderBy(outboxMessages.sentAt);
  const codes = mails.map(({ text }) => codeIn(text)).filter(Boolean);
  return codes.at(-1) ?? "no code was mailed";
}

/** An approved order of `count` numbers. */
export async function approvedOrder(
  db: Db,
  admin: Admin,
  count: number,
  options: { userIds?: string[] } = {},
) {
  const numbers = await fillCart(admin, count);
  const { orderId, code } = await placedOrder(db, admin, options);
  const outcome = await validateCode(admin, orderId, code);
  if (outcome.kind !== "approved") throw new Error(`not approved: ${outcome.kind}`);
  return { orderId, numbers };
}

/** An engine that is quick, throws what fails, and is not killed unless told. */
export const testEngine = (db: Db, overrides: Partial<Engine> = {}): Engine => ({
  db,
  providerFor: twilioFor,
  webhooks: webhooksOf("http://localhost:3000"),
  settings: FAST,
  chance: Math.random,
  onFault: (error) => {
    throw error;
  },
  crashPoint: () => undefined,
  ...overrides,
});

/** Pumps with the tests' settings until nothing is open, of everybody or one organisation. */
export function pump(
  db: Db,
  overrides: Partial<Engine> = {},
  {
    seconds = 20,
    organizationId = null as string | null,
    signal = undefined as AbortSignal | undefined,
  } = {},
) {
  return pumpOrders(testEngine(db, overrides), {
    organizationId,
    deadline: new Date(Date.now() + seconds * 1000),
    signal,
  });
}

export async function orderState(db: Db, orderId: string) {
  const { state, pausedReason } = only(await db.select().from(orders).where(eq(orders.id, orderId)));
  const lines = await db
    .select()
    .from(orderLines)
    .where(eq(orderLines.orderId, orderId))
    .orderBy(orderLines.position);
  return { state, pausedReason, lines };
}
