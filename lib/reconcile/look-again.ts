import { recordEvent } from "@/db/queries/audit";
import { decideLine } from "@/db/queries/reconcile-actions";
import type { Admin } from "@/lib/domain/actor/actor";
import { costsMore } from "@/lib/domain/offers/price-book";
import type { VersionedRow } from "@/lib/domain/reconcile/finding-rows";
import type { RowOutcome } from "@/lib/domain/reconcile/reconcile";
import { readPrices } from "@/lib/offers/read-prices";
import { database } from "@/lib/runtime/database";
import { settleRows } from "./settle-rows";

/**
 * Gives lines in review back to the engine: it looks for the number, lists it when it carries the line's tag, and buys
 * it, as approved, when the account does not have it. Pump afterwards.
 */
export async function lookAgain(admin: Admin, rows: VersionedRow[]): Promise<RowOutcome[]> {
  return settleRows(admin, "review", rows, async ({ twilioAccountSid }, { e164, country, type, line }) => {
    if (!line) return "changed";
    const prices = await readPrices(twilioAccountSid, [country], { fresh: true });
    if (prices.kind !== "prices") return "unanswered";
    if (costsMore(prices.priceOf, { ...line, country, type })) return "price-rose";
    return database().transaction(async (tx) => {
      if (!(await decideLine(tx, admin, line, { to: "intent" }))) return "changed";
      await recordEvent(tx, admin, { kind: "number.looked-at-again", orderId: line.orderId, e164 });
      return "done";
    });
  });
}
