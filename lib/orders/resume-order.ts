import { recordEvent } from "@/db/queries/audit";
import { failQueued } from "@/db/queries/order-changes";
import { listLines } from "@/db/queries/order-lines";
import { unpause } from "@/db/queries/order-progress";
import { findOrder } from "@/db/queries/orders";
import type { Admin } from "@/lib/domain/actor/actor";
import { costsMore } from "@/lib/domain/offers/price-book";
import { isEnding } from "@/lib/domain/orders/order";
import type { Trouble } from "@/lib/domain/twilio/provider";
import { readPrices } from "@/lib/offers/read-prices";
import { database } from "@/lib/runtime/database";

type ResumeOutcome =
  | { kind: "resumed"; dearer: number }
  | { kind: "not-paused" }
  /** What is left of it is cancelled. */
  | { kind: "ending" }
  /** Numbers whose price rose are still looked for: until that is known they could be bought. */
  | { kind: "still-checking" }
  /** The prices could not be read, so nothing may be bought. */
  | { kind: "trouble"; trouble: Trouble };

/**
 * Lets a paused order go on; any admin of the organisation may. A number that costs more now than was approved fails,
 * so that its new price can be approved with a new order.
 */
export async function resumeOrder(admin: Admin, orderId: string): Promise<ResumeOutcome> {
  const db = database();
  const order = await findOrder(db, admin, orderId);
  if (order?.state !== "paused") return { kind: "not-paused" };
  if (order.endingSince) return { kind: "ending" };
  const lines = await listLines(db, admin, orderId);
  const waiting = lines.filter((line) => line.state === "queued" || line.state === "intent");
  const prices = await readPrices(
    order.twilioAccountSid,
    waiting.map((line) => line.country),
    { fresh: true },
  );
  if (prices.kind !== "prices") return prices;
  const costly = waiting.filter((line) => costsMore(prices.priceOf, line));
  if (costly.some((line) => line.state === "intent")) return { kind: "still-checking" };
  const dearer = costly.map((line) => line.id);
  return db.transaction(async (tx) => {
    if (!(await unpause(tx, admin, orderId))) {
      const now = await findOrder(tx, admin, orderId);
      return { kind: now && isEnding(now) ? "ending" : "not-paused" };
    }
    await recordEvent(tx, admin, { kind: "order.resumed", orderId });
    const failed = await failQueued(tx, admin, orderId, "price-rose", dearer);
    return { kind: "resumed", dearer: failed };
  });
}
