import type { Tx } from "@/db/client";
import { recordEvent } from "@/db/queries/audit";
import { countTowardsMaximum } from "@/db/queries/caller-ids";
import { deleteCartRows, lockCart } from "@/db/queries/carts";
import { lockForwardings } from "@/db/queries/forwardings";
import { lockOrder, markApproved, queueLines, refreezeOrder } from "@/db/queries/order-changes";
import { listLines, type OrderLine } from "@/db/queries/order-lines";
import { findOrder, listOrderUsers, type Order } from "@/db/queries/orders";
import { lockOrganization } from "@/db/queries/organizations";
import { ensureSlots } from "@/db/queries/slots";
import { consumeCode } from "@/db/queries/transaction-codes";
import type { Admin } from "@/lib/domain/actor/actor";
import { type Quota, quota } from "@/lib/domain/cart/cart";
import type { PriceBook } from "@/lib/domain/offers/price-book";
import { type FrozenOrder, freezeOrder } from "@/lib/domain/orders/freeze-order";
import { findLoop, type Loop } from "@/lib/forwarding/find-loop";
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
  | { kind: "changed"; changes: OrderChange[]; sent: boolean };

/**
 * Approves an order whose code was typed right, after checking again all that the code approved; `priceOf` is what
 * Twilio asks now. One transaction uses the code up, queues every line, and empties the ordered rows from the cart.
 */
export async function approveOrder(
  admin: Admin,
  orderId: string,
  codeId: string,
  priceOf: PriceBook,
): Promise<ApproveOutcome> {
  const { userId } = admin;
  const outcome = await database().transaction(async (tx) => {
    const cartId = await lockCart(tx, admin);
    const { maximumCallerIds } = await lockOrganization(tx, admin);
    const state = await lockOrder(tx, admin, orderId);
    const order = await findOrder(tx, admin, orderId);
    if (!order || state !== "awaiting_code" || order.requesterId !== userId)
      return { kind: "no-longer-awaiting" as const };

    const lines = await listLines(tx, admin, orderId);
    const numbers = lines.map((line) => line.e164);
    const limit = quota(maximumCallerIds, await countTowardsMaximum(tx, admin), lines.length);
    if (limit.exceededBy > 0) return { kind: "over-maximum" as const, quota: limit };
    await lockForwardings(tx);
    const loop = await findLoop(tx, admin, { forwardTo: order.forwardTo, numbers });
    if (loop) return loop;

    const users = await listOrderUsers(tx, admin, orderId);
    const frozen = freezeOrder({ ...order, lines, users: users.filter((user) => user.active) }, priceOf);
    if (frozen.kind === "no-longer-sold") return frozen;
    if (frozen.order.fingerprint !== order.fingerprint)
      return refreeze(tx, admin, { order, lines, users }, frozen.order);
    if (!(await consumeCode(tx, codeId))) return { kind: "no-longer-awaiting" as const };
    await markApproved(tx, admin, orderId);
    await ensureSlots(tx, order.twilioAccountSid);
    await queueLines(tx, admin, orderId);
    await deleteCartRows(tx, admin, cartId, numbers);
    await recordEvent(tx, admin, {
      kind: "order.approved",
      orderId,
      fingerprint: order.fingerprint,
      numbers: numbers.length,
      totalMicros: order.totalMicros,
    });
    return { kind: "approved" as const };
  });

  if (outcome.kind !== "refrozen") return outcome;
  const { changes, order, code } = outcome;
  const sent = code.kind === "issued" && (await sendCode(admin, { id: orderId, ...order }, code));
  return { kind: "changed", changes, sent };
}

type AsApproved = {
  order: Order;
  lines: OrderLine[];
  users: { id: string; name: string; active: boolean }[];
};

/** Something is no longer as the code approved it: writes the order as it is now, with a new code. */
async function refreeze(tx: Tx, admin: Admin, before: AsApproved, now: FrozenOrder<OrderLine>) {
  const orderId = before.order.id;
  const { fingerprint, totalMicros } = now;
  const gone = before.users.filter((user) => !user.active);
  await refreezeOrder(tx, orderId, now, { goneUserIds: gone.map((user) => user.id) });
  const usersGone = gone.length;
  await recordEvent(tx, admin, { kind: "order.changed", orderId, fingerprint, totalMicros, usersGone });
  const code = await issueCode(tx, admin, { orderId, fingerprint, unlimited: true });
  return { kind: "refrozen" as const, changes: changesBetween(before, now), order: now, code };
}

function changesBetween({ order, lines, users }: AsApproved, now: FrozenOrder<OrderLine>): OrderChange[] {
  const changes: OrderChange[] = [];
  const moved = now.lines.some((line, index) => line.priceMicros !== lines[index]?.priceMicros);
  if (moved || now.currency !== order.currency)
    changes.push({
      what: "prices",
      fromMicros: order.totalMicros,
      toMicros: now.totalMicros,
      from: order.currency,
      to: now.currency,
    });
  const names = users.filter((user) => !user.active).map((user) => user.name);
  if (names.length > 0) changes.push({ what: "users", names });
  return changes;
}
