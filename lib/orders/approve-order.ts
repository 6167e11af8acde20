import type { Tx } from "@/db/client";
import { recordEvent } from "@/db/queries/audit";
import { countTowardsMaximum } from "@/db/queries/caller-ids";
import { deleteCartRows, lockCart } from "@/db/queries/carts";
import { lockForwardings } from "@/db/queries/forwardings";
import { lockOrder, markApproved, queueLines, refreezeOrder } from "@/db/queries/order-changes";
import { findOrder, listLines, listOrderUsers, type Order } from "@/db/queries/orders";
import { getOrganization, lockOrganization } from "@/db/queries/organizations";
import { ensureSlots } from "@/db/queries/slots";
import { consumeCode } from "@/db/queries/transaction-codes";
import type { Admin } from "@/lib/domain/actor/admin";
import { type Quota, quota } from "@/lib/domain/cart/cart";
import { orderFingerprint } from "@/lib/domain/orders/order";
import type { Trouble } from "@/lib/domain/twilio/provider";
import { findLoop, type Loop } from "@/lib/forwarding/find-loop";
import { type PriceBook, readPrices } from "@/lib/offers/read-prices";
import { database } from "@/lib/runtime/database";
import { issueCode } from "@/lib/transaction-codes/issue-code";
import { sendCode } from "@/lib/transaction-codes/send-code";

/** What differs from what the code approved. */
export type OrderChange =
  | { what: "prices"; fromMicros: number; toMicros: number; from: string; to: string }
  | { what: "users"; names: string[] };

export type ApproveOutcome =
  | { kind: "approved" }
  /** Somebody, perhaps this admin in another tab, was first, or the order ended. */
  | { kind: "no-longer-awaiting" }
  | { kind: "over-maximum"; quota: Quota }
  /** Calls would go round in circles by now. */
  | Loop
  /** Twilio names no price any more for these. */
  | { kind: "no-longer-sold"; numbers: string[] }
  /** The order was frozen anew and a new code is on its way. */
  | { kind: "changed"; changes: OrderChange[]; sent: boolean }
  | { kind: "trouble"; trouble: Trouble };

/**
 * Approves an order whose code was typed right, after checking again all that the code approved. One transaction
 * uses the code up, queues every line, and empties the ordered rows from the cart.
 */
export async function approveOrder(admin: Admin, orderId: string, codeId: string): Promise<ApproveOutcome> {
  const { organizationId, userId } = admin;
  const db = database();
  const { twilioAccountSid } = await getOrganization(db, organizationId);
  const countries = (await listLines(db, organizationId, orderId)).map((line) => line.country);
  const prices = await readPrices(twilioAccountSid, countries, { fresh: true });
  if (prices.kind !== "prices") return prices;

  const outcome = await db.transaction(async (tx) => {
    const cartId = await lockCart(tx, admin);
    const { maximumCallerIds } = await lockOrganization(tx, organizationId);
    const state = await lockOrder(tx, organizationId, orderId);
    const order = await findOrder(tx, organizationId, orderId);
    if (!order || state !== "awaiting_code" || order.requesterId !== userId)
      return { kind: "no-longer-awaiting" as const };

    const lines = await listLines(tx, organizationId, orderId);
    const numbers = lines.map((line) => line.e164);
    const limit = quota(maximumCallerIds, await countTowardsMaximum(tx, organizationId), lines.length);
    if (limit.exceededBy > 0) return { kind: "over-maximum" as const, quota: limit };
    await lockForwardings(tx);
    const loop = await findLoop(tx, organizationId, { forwardTo: order.forwardTo, numbers });
    if (loop) return loop;

    const unpriced = lines.filter((line) => !prices.priceOf(line)).map((line) => line.e164);
    if (unpriced.length > 0) return { kind: "no-longer-sold" as const, numbers: unpriced };
    const changes = await refreeze(tx, admin, order, prices.priceOf);
    if (changes) return changes;
    if (!(await consumeCode(tx, codeId))) return { kind: "no-longer-awaiting" as const };
    await markApproved(tx, organizationId, orderId);
    await ensureSlots(tx, order.twilioAccountSid);
    await queueLines(tx, organizationId, orderId);
    await deleteCartRows(tx, organizationId, cartId, numbers);
    await recordEvent(tx, {
      organizationId,
      userId,
      orderId,
      event: "order.approved",
      details: { fingerprint: order.fingerprint, numbers: numbers.length, totalMicros: order.totalMicros },
    });
    return { kind: "approved" as const };
  });

  if (outcome.kind !== "refrozen") return outcome;
  const sent = outcome.code.kind === "issued" && (await sendCode(admin, orderId, outcome.code));
  return { kind: "changed", changes: outcome.changes, sent };
}

/** Null when everything is still as the code approved it; else the order is frozen anew with a new code. */
async function refreeze(tx: Tx, admin: Admin, order: Order, priceOf: PriceBook) {
  const { organizationId, userId } = admin;
  const lines = await listLines(tx, organizationId, order.id);
  const users = await listOrderUsers(tx, organizationId, order.id);
  const gone = users.filter((user) => !user.active);
  const priced = lines.map((line) => ({ ...line, priceMicros: priceOf(line)?.micros ?? line.priceMicros }));
  const totalMicros = priced.reduce((sum, line) => sum + line.priceMicros, 0);
  const currency = lines[0] ? (priceOf(lines[0])?.currency ?? order.currency) : order.currency;
  const fingerprint = orderFingerprint({
    ...order,
    currency,
    lines: priced,
    userIds: users.filter((user) => user.active).map((user) => user.id),
  });
  if (fingerprint === order.fingerprint) return null;

  const moved = priced.filter((line, index) => line.priceMicros !== lines[index]?.priceMicros);
  const changes: OrderChange[] = [];
  if (moved.length > 0 || currency !== order.currency)
    changes.push({
      what: "prices",
      fromMicros: order.totalMicros,
      toMicros: totalMicros,
      from: order.currency,
      to: currency,
    });
  if (gone.length > 0) changes.push({ what: "users", names: gone.map((user) => user.name) });
  await refreezeOrder(tx, organizationId, order.id, {
    fingerprint,
    currency,
    totalMicros,
    prices: new Map(moved.map((line) => [line.id, line.priceMicros])),
    dropUsers: gone.map((user) => user.id),
  });
  await recordEvent(tx, {
    organizationId,
    userId,
    orderId: order.id,
    event: "order.changed",
    details: { fingerprint, totalMicros, usersGone: gone.length },
  });
  const code = await issueCode(tx, admin, { orderId: order.id, fingerprint, unlimited: true });
  return { kind: "refrozen" as const, changes, code };
}
