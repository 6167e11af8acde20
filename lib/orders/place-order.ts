import { recordEvent } from "@/db/queries/audit";
import { countTowardsMaximum } from "@/db/queries/caller-ids";
import { listCart, lockCart } from "@/db/queries/carts";
import { insertOrder } from "@/db/queries/order-changes";
import { activeUsersAmong, getOrganization } from "@/db/queries/organizations";
import type { Admin } from "@/lib/domain/actor/admin";
import { type Quota, quota } from "@/lib/domain/cart/cart";
import { type ForwardingProblem, parseForwarding } from "@/lib/domain/forwarding/forwarding";
import { numberFacts } from "@/lib/domain/offers/offer";
import { orderFingerprint } from "@/lib/domain/orders/order";
import type { Trouble } from "@/lib/domain/twilio/provider";
import { findLoop, type Loop } from "@/lib/forwarding/find-loop";
import { readPrices } from "@/lib/offers/read-prices";
import { database } from "@/lib/runtime/database";
import { issueCode } from "@/lib/transaction-codes/issue-code";
import { sendCode } from "@/lib/transaction-codes/send-code";
import { cancelAwaiting } from "./cancel-awaiting";

export type ForwardingInput = { forwardTo: string; userIds: string[]; ringForever: boolean };

export type PlaceOrderOutcome =
  /** The code may not have left (`sent`); the Transaction Code window says so. */
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
  const { organizationId, userId } = admin;
  const db = database();
  const organization = await getOrganization(db, organizationId);
  const { twilioAccountSid, defaultCountry: country } = organization;
  const cart = await listCart(db, admin);
  if (cart.length === 0) return { kind: "empty-cart" };
  const typed = parseForwarding(input.forwardTo, country);
  if ("problem" in typed) return { kind: "forwarding", ...typed, country };
  const forwardTo = typed.e164;

  const prices = await readPrices(
    twilioAccountSid,
    cart.map((row) => row.country),
    { fresh: true },
  );
  if (prices.kind !== "prices") return prices;

  const placed = await db.transaction(async (tx) => {
    await lockCart(tx, admin);
    const rows = await listCart(tx, admin);
    if (rows.length === 0) return { kind: "empty-cart" as const };
    const numbers = rows.map((row) => row.e164);
    const loop = await findLoop(tx, organizationId, { forwardTo, numbers });
    if (loop) return loop.kind === "forwarding" ? { ...loop, country } : loop;
    const users = await activeUsersAmong(tx, organizationId, [...new Set(input.userIds)]);
    if (users.length < new Set(input.userIds).size) return { kind: "unknown-users" as const };
    const limit = quota(
      organization.maximumCallerIds,
      await countTowardsMaximum(tx, organizationId),
      rows.length,
    );
    if (limit.exceededBy > 0) return { kind: "over-maximum" as const, quota: limit };

    const lines = rows.map((row) => ({ row, price: prices.priceOf(row) }));
    const unpriced = lines.filter((line) => !line.price).map((line) => line.row.e164);
    if (unpriced.length > 0) return { kind: "no-longer-sold" as const, numbers: unpriced };
    const currency = lines[0]?.price?.currency ?? "USD";
    const frozen = lines.map(({ row, price }) =>
      numberFacts({ ...row, priceMicros: price?.micros ?? 0, currency }),
    );
    const userIds = users.map((user) => user.id);
    const approval = {
      organizationId,
      twilioAccountSid,
      requesterId: userId,
      currency,
      lines: frozen,
      forwardTo,
      ringForever: input.ringForever,
      userIds,
    };
    const fingerprint = orderFingerprint(approval);

    await cancelAwaiting(tx, admin, "a newer order");
    const orderId = await insertOrder(
      tx,
      {
        organizationId,
        requesterId: userId,
        twilioAccountSid,
        fingerprint,
        forwardTo,
        ringForever: input.ringForever,
        currency,
        totalMicros: frozen.reduce((sum, line) => sum + line.priceMicros, 0),
      },
      frozen,
      userIds,
    );
    await recordEvent(tx, {
      organizationId,
      userId,
      orderId,
      event: "order.placed",
      details: { numbers: frozen.length, fingerprint },
    });
    return { kind: "placed" as const, orderId, code: await issueCode(tx, admin, { orderId, fingerprint }) };
  });

  if (placed.kind !== "placed") return placed;
  const { orderId, code } = placed;
  return { kind: "placed", orderId, sent: code.kind === "issued" && (await sendCode(admin, orderId, code)) };
}
