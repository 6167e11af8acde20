import { setTimeout as pause } from "node:timers/promises";
import type { Db } from "@/db/client";
import { listLines } from "@/db/queries/order-lines";
import { findOrder, type Order } from "@/db/queries/orders";
import { endTry, giveBackTry, isBeingChecked, listCodes, takeTry } from "@/db/queries/transaction-codes";
import type { Admin } from "@/lib/domain/actor/actor";
import type { PriceBook } from "@/lib/domain/offers/price-book";
import { codeMac, MAX_TRIES, readCode, sameMac } from "@/lib/domain/transaction-codes/transaction-code";
import type { Trouble } from "@/lib/domain/twilio/provider";
import { readPrices } from "@/lib/offers/read-prices";
import { env } from "@/lib/runtime/config/env";
import { database } from "@/lib/runtime/database";
import { type ApproveOutcome, approveOrder } from "./approve-order";

export type ValidateOutcome =
  | { kind: "approved" }
  | { kind: "not-found" }
  | { kind: "not-awaiting"; state: Order["state"] }
  | { kind: "malformed" }
  | { kind: "no-code" }
  | { kind: "expired" }
  | { kind: "superseded" }
  | { kind: "used-up" }
  | { kind: "wrong"; triesLeft: number }
  /** Another try of the code takes long; this one was not counted. */
  | { kind: "another-try" }
  /** Twilio did not say its prices; the try was not counted. */
  | { kind: "trouble"; trouble: Trouble }
  | Exclude<ApproveOutcome, { kind: "approved" | "no-longer-awaiting" }>;

/** A right code that could not approve for reasons outside of it. */
const KEEPS_THE_TRY = new Set(["over-maximum", "forwarding", "forwarded-to", "no-longer-sold"]);

/** How long a post waits for another one's try to be compared. */
const PATIENCE_MS = 10_000;

/**
 * Answers a typed code. The order of answers is fixed: an approved order first; then what costs no
 * try; then a try is counted and committed, and only then compared.
 */
export async function validateCode(admin: Admin, orderId: string, typed: string): Promise<ValidateOutcome> {
  const db = database();
  let prices: Awaited<ReturnType<typeof freshPrices>> | null = null;
  let deadline = Number.POSITIVE_INFINITY;
  for (; ; await pause(40)) {
    const order = await findOrder(db, admin, orderId);
    if (!order || order.requesterId !== admin.userId) return { kind: "not-found" };
    if (order.approvedAt) return { kind: "approved" };
    if (order.state !== "awaiting_code" || order.expiresAt <= order.readAt)
      return { kind: "not-awaiting", state: order.state === "awaiting_code" ? "expired" : order.state };
    const code = readCode(typed);
    if (!code) return { kind: "malformed" };

    const codes = await listCodes(db, admin, orderId, admin.userId);
    const macOf = (one: { id: string; fingerprint: string }) =>
      codeMac(
        code,
        { codeId: one.id, orderId, userId: admin.userId, fingerprint: one.fingerprint },
        env().transactionCodeSecret,
      );
    const live = codes.find((one) => !one.supersededAt && !one.consumedAt);
    if (!live) return settledMeanwhile(db, admin, orderId, { kind: "no-code" });
    if (live.expired) return { kind: "expired" };
    if (codes.some((one) => one.supersededAt && sameMac(one.mac, macOf(one)))) return { kind: "superseded" };

    if (live.tries >= MAX_TRIES && !(await isBeingChecked(db, live.id)))
      return settledMeanwhile(db, admin, orderId, { kind: "used-up" });
    // Twilio may take long to say its prices: asked before a try is taken, whether it is right or wrong.
    if (!prices) {
      prices = await freshPrices(admin, orderId);
      deadline = Date.now() + PATIENCE_MS;
    }
    if (prices.kind !== "prices") return prices;
    if (await takeTry(db, live.id))
      return compare(db, admin, order, { ...live, right: sameMac(live.mac, macOf(live)) }, prices.priceOf);
    if (Date.now() > deadline) return { kind: "another-try" };
  }
}

async function freshPrices(admin: Admin, orderId: string) {
  const countries = (await listLines(database(), admin, orderId)).map((line) => line.country);
  return readPrices(admin.twilioAccountSid, countries, { fresh: true });
}

async function compare(
  db: Db,
  admin: Admin,
  order: Order,
  code: { id: string; tries: number; fingerprint: string; right: boolean },
  priceOf: PriceBook,
): Promise<ValidateOutcome> {
  try {
    if (!code.right || code.fingerprint !== order.fingerprint)
      return { kind: "wrong", triesLeft: MAX_TRIES - code.tries - 1 };
    const outcome = await approveOrder(admin, order.id, code.id, priceOf);
    // The code was right, so the try was no guess.
    if (KEEPS_THE_TRY.has(outcome.kind)) await giveBackTry(db, code.id);
    if (outcome.kind !== "no-longer-awaiting") return outcome;
    return settledMeanwhile(db, admin, order.id, { kind: "no-code" });
  } finally {
    await endTry(db, code.id);
  }
}

/** The code was gone when we came: because another post was right a moment ago, or else for the reason given. */
async function settledMeanwhile(
  db: Db,
  admin: Admin,
  orderId: string,
  otherwise: ValidateOutcome,
): Promise<ValidateOutcome> {
  const order = await findOrder(db, admin, orderId);
  if (order?.approvedAt) return { kind: "approved" };
  if (order && order.state !== "awaiting_code") return { kind: "not-awaiting", state: order.state };
  return otherwise;
}
