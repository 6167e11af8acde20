import { recordEvent } from "@/db/queries/audit";
import { countCart, insertCartRows, lockCart } from "@/db/queries/carts";
import { listLines } from "@/db/queries/order-lines";
import { findOrder } from "@/db/queries/orders";
import type { Admin } from "@/lib/domain/actor/actor";
import { MAX_CART_ROWS } from "@/lib/domain/cart/cart";
import { numberFacts } from "@/lib/domain/offers/offer";
import { database } from "@/lib/runtime/database";
import { findRetryableLines } from "./find-retryable-lines";

type PutBackOutcome =
  | { kind: "put-back"; added: number }
  | { kind: "full"; room: number }
  | { kind: "not-found" };

/** Puts the failed numbers of an order into this admin's own cart, those that buying again might get. */
export async function putBackFailed(admin: Admin, orderId: string): Promise<PutBackOutcome> {
  return database().transaction(async (tx) => {
    const order = await findOrder(tx, admin, orderId);
    if (!order) return { kind: "not-found" };
    const cartId = await lockCart(tx, admin);
    const lines = await listLines(tx, admin, orderId);
    const rows = (await findRetryableLines(admin, lines, tx)).map((line) => ({
      ...numberFacts(line),
      ...(line.reason === "taken" ? { availability: "may-be-gone" as const, checkedAt: new Date() } : {}),
    }));
    const room = MAX_CART_ROWS - (await countCart(tx, admin));
    if (rows.length > room) return { kind: "full", room };
    const added = await insertCartRows(tx, admin, cartId, rows);
    if (added > 0) await recordEvent(tx, admin, { kind: "cart.put-back", orderId, numbers: added });
    return { kind: "put-back", added };
  });
}
