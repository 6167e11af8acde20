import { setTimeout as pause } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import { recordEvent } from "@/db/queries/audit";
import { endAwaiting } from "@/db/queries/order-changes";
import { listLines } from "@/db/queries/order-lines";
import { findOrder } from "@/db/queries/orders";
import { listOutbox } from "@/db/queries/outbox";
import { orders } from "@/db/schema";
import { addToCart } from "@/lib/cart/add-to-cart";
import { clearCart } from "@/lib/cart/clear-cart";
import { type Admin, engineActing } from "@/lib/domain/actor/actor";
import { ANYTHING, type NumberSearch } from "@/lib/domain/offers/search";
import { isFinished, type OrderState } from "@/lib/domain/orders/order";
import { searchOffers } from "@/lib/offers/search-offers";
import { cancelUnapprovedOrder } from "@/lib/orders/cancel-unapproved-order";
import { type ForwardingInput, placeOrder } from "@/lib/orders/place-order";
import { validateCode } from "@/lib/orders/validate-code";
import { installedEngine } from "@/lib/purchasing/engine";
import { pumpOrders } from "@/lib/purchasing/pump-orders";
import { database } from "@/lib/runtime/database";

/** So many numbers of each search. */
type Wanted = [search: Partial<NumberSearch>, count: number][];
export type Placed = { orderId: string; numbers: string[]; code: string };

/** The journey of an order, step by step, through the same verbs that the pages call. */
export async function collect(admin: Admin, wanted: Wanted): Promise<string[]> {
  const numbers: string[] = [];
  for (const [partial, count] of wanted) {
    const result = await searchOffers(admin, { ...ANYTHING, ...partial });
    if (result.kind !== "found")
      throw new Error(`The simulator has no number for ${JSON.stringify(partial)}`);
    const chosen = result.offers
      .filter((offer) => offer.status === "free" && offer.addressRequirement === "none")
      .slice(0, count);
    numbers.push(...chosen.map((offer) => offer.e164));
    await addToCart(
      admin,
      chosen.map((offer) => offer.sealed),
    );
  }
  return numbers;
}

export async function place(admin: Admin, wanted: Wanted, forwarding: ForwardingInput): Promise<Placed> {
  const numbers = await collect(admin, wanted);
  const placed = await placeOrder(admin, forwarding);
  if (placed.kind !== "placed") throw new Error(`The demo's order was not placed: ${placed.kind}`);
  const mail = (await listOutbox(database())).find(
    (one) => one.to === admin.email && one.text.startsWith("Transaction Code:"),
  );
  return {
    orderId: placed.orderId,
    numbers,
    code: /Transaction Code: (\S+)/.exec(mail?.text ?? "")?.[1] ?? "",
  };
}

/** As if Twilio had not answered the first question, and we asked again later than we do in earnest: before anybody wonders. */
export async function keepWaiting({ orderId }: Placed) {
  await database()
    .update(orders)
    .set({ snapshotTries: 1, notBefore: sql`now() + interval '9 minutes'` })
    .where(eq(orders.id, orderId));
}

export async function approve(admin: Admin, { orderId, code }: Placed) {
  const approved = await validateCode(admin, orderId, code);
  if (approved.kind !== "approved") throw new Error(`The demo's order was not approved: ${approved.kind}`);
}

type Progress = { state: OrderState; bought: number };

/** Buys what is approved until the order is as wanted; a server that runs already may do some of it. */
export async function pump(admin: Admin, { orderId }: Placed, wanted: (order: Progress) => boolean) {
  const { organizationId } = admin;
  const engine = installedEngine((error) => {
    throw error;
  });
  let stands = "";
  for (let tries = 0; tries < 60; tries++) {
    // A pump ends early when nothing is due yet.
    await Promise.all([
      pumpOrders(engine, { organizationId, deadline: new Date(Date.now() + 500) }),
      tries > 0 && pause(500),
    ]);
    const order = await findOrder(database(), admin, orderId);
    const lines = await listLines(database(), admin, orderId);
    const bought = lines.filter((line) => line.state === "bought").length;
    if (order && wanted({ state: order.state, bought })) return;
    stands = `${order?.state}, ${lines.map((line) => `${line.state} ${line.reason ?? ""}`).join(", ")}`;
  }
  throw new Error(`The demo's order did not come to its end: ${stands}`);
}

export async function buy(...order: Parameters<typeof place>): Promise<Placed> {
  const placed = await place(...order);
  await complete(order[0], placed);
  return placed;
}

export async function complete(admin: Admin, placed: Placed) {
  await approve(admin, placed);
  await pump(admin, placed, (order) => isFinished(order.state));
}

export async function cancelAndClear(admin: Admin, { orderId }: Placed) {
  await cancelUnapprovedOrder(admin, orderId);
  await clearCart(admin);
}

export async function expire(admin: Admin, { orderId }: Placed) {
  await database().transaction(async (tx) => {
    await endAwaiting(tx, admin, orderId, "expired");
    await recordEvent(tx, engineActing(admin), { kind: "order.expired", orderId });
  });
  await clearCart(admin);
}
