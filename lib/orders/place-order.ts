import { recordEvent } from "@/db/queries/audit";
import { countTowardsMaximum } from "@/db/queries/caller-ids";
import { listCart, lockCart } from "@/db/queries/carts";
import { insertOrder } from "@/db/queries/order-changes";
import { findAwaiting } from "@/db/queries/orders";
import { activeUsersAmong, getOrganization } from "@/db/queries/organizations";
import type { Admin } from "@/lib/domain/actor/actor";
import { type Quota, quota } from "@/lib/domain/cart/cart";
import { type ForwardingProblem, parseForwarding } from "@/lib/domain/forwarding/forwarding";
import { freezeOrder } from "@/lib/domain/orders/freeze-order";
import type { Trouble } from "@/lib/domain/twilio/provider";
import { findLoop, type Loop } from "@/lib/forwarding/find-loop";
import { readPrices } from "@/lib/offers/read-prices";
import { database } from "@/lib/runtime/database";
import { issueCode } from "@/lib/transaction-codes/issue-code";
import { sendCode } from "@/lib/transaction-codes/send-code";
import { cancelOwnUnapproved } from "./cancel-own-unapproved";

export type ForwardingInput = { forwardTo: string; userIds: string[]; ringForever: boolean };

type PlaceOrderOutcome =
  /** The code may not have left (`sent`); the window says so. The same order again is the one that waits already. */
  | { kind: "placed"; orderId: string; sent: boolean }
  | { kind: "forwarding"; problem: ForwardingProblem; country: string }
  | Extract<Loop, { kind: "forwarded-to" }>
  | { kind: "unknown-users" }
  | { kind: "empty-cart" }
  | { kind: "over-maximum"; quota: Quota }
  | { kind: "no-longer-sold"; numbers: string[] }
  | { kind: "trouble"; trouble: Trouble };

/**
 * Freezes an order out of the cart, with prices read now, and mails its Transaction Code. The cart keeps its rows
 * until the code is validated; an earlier order of this admin that still waits for its code is cancelled.
 */
export async function placeOrder(admin: Admin, input: ForwardingInput): Promise<PlaceOrderOutcome> {
  const { organizationId, userId, country } = admin;
  const { ringForever } = input;
  const db = database();
  const cart = await listCart(db, admin);
  if (cart.length === 0) return { kind: "empty-cart" };
  const typed = parseForwarding(input.forwardTo, country);
  if ("problem" in typed) return { kind: "forwarding", ...typed, country };
  const forwardTo = typed.e164;

  const prices = await readPrices(
    admin.twilioAccountSid,
    cart.map((row) => row.country),
    { fresh: true },
  );
  if (prices.kind !== "prices") return prices;

  const placed = await db.transaction(async (tx) => {
    await lockCart(tx, admin);
    const rows = await listCart(tx, admin);
    if (rows.length === 0) return { kind: "empty-cart" as const };
    const numbers = rows.map((row) => row.e164);
    const loop = await findLoop(tx, admin, { forwardTo, numbers });
    if (loop) return loop.kind === "forwarding" ? { ...loop, country } : loop;
    const users = await activeUsersAmong(tx, admin, [...new Set(input.userIds)]);
    if (users.length < new Set(input.userIds).size) return { kind: "unknown-users" as const };
    const { maximumCallerIds } = await getOrganization(tx, admin);
    const limit = quota(maximumCallerIds, await countTowardsMaximum(tx, admin), rows.length);
    if (limit.exceededBy > 0) return { kind: "over-maximum" as const, quota: limit };

    const { twilioAccountSid } = admin;
    const draft = {
      organizationId,
      twilioAccountSid,
      requesterId: userId,
      forwardTo,
      ringForever,
      users,
      lines: rows,
    };
    const frozen = freezeOrder(draft, prices.priceOf);
    if (frozen.kind === "no-longer-sold") return frozen;
    const { order } = frozen;
    // Posted twice, by a double click or from two tabs, it is one order, one code, one mail.
    const waiting = await findAwaiting(tx, admin, userId);
    if (waiting?.fingerprint === order.fingerprint && !waiting.expired)
      return { kind: "again" as const, orderId: waiting.id };
    await cancelOwnUnapproved(tx, admin, "a newer order");
    const orderId = await insertOrder(tx, order);
    const { fingerprint } = order;
    await recordEvent(tx, admin, { kind: "order.placed", orderId, numbers: order.lines.length, fingerprint });
    return {
      kind: "placed" as const,
      orderId,
      order,
      code: await issueCode(tx, admin, { orderId, fingerprint }),
    };
  });

  if (placed.kind === "again") return { kind: "placed", orderId: placed.orderId, sent: true };
  if (placed.kind !== "placed") return placed;
  const { orderId, order, code } = placed;
  const sent = code.kind === "issued" && (await sendCode(admin, { id: orderId, ...order }, code));
  return { kind: "placed", orderId, sent };
}
