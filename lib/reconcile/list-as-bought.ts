import { recordEvent } from "@/db/queries/audit";
import { finishOrder } from "@/db/queries/order-progress";
import { decideLine } from "@/db/queries/reconcile-actions";
import { keepNumbers } from "@/db/queries/reconcile-runs";
import { listBought } from "@/db/queries/settlements";
import type { Admin } from "@/lib/domain/actor/actor";
import { asAccountNumber } from "@/lib/domain/reconcile/account-number";
import { isUnchanged, type RowOutcome } from "@/lib/domain/reconcile/reconcile";
import { database } from "@/lib/runtime/database";
import { settleRows, type VersionedRow } from "./settle-rows";

/**
 * A person says that the numbers the account has are the ones these orders bought: each gets its tag and webhooks
 * back at Twilio and is listed as bought.
 */
export async function listAsBought(admin: Admin, rows: VersionedRow[]): Promise<RowOutcome[]> {
  const db = database();
  const { organizationId } = admin;
  return settleRows(admin, "review", rows, async (context, { e164, line, twilio }) => {
    if (!line) return "changed";
    const { provider, webhooks, twilioAccountSid } = context;
    // Its fence moves first, so that whoever else decides about it at the same moment is refused before Twilio is told.
    const mine = await decideLine(db, admin, line, { to: "review" });
    if (!mine) return "changed";
    const now = await provider.findOwned(e164);
    if (now.kind === "absent") return "not-at-twilio";
    if (now.kind !== "found") return "unanswered";
    const asOfNow = asAccountNumber(now.number);
    if (!twilio || !isUnchanged(asOfNow, twilio)) {
      await keepNumbers(db, { organizationId, twilioAccountSid }, [asOfNow], null);
      return "changed";
    }
    const after = await provider.update(now.number.sid, { tag: line.id, webhooks });
    if (after.kind === "absent") return "not-at-twilio";
    if (after.kind !== "found") return "half-done";
    return db.transaction(async (tx) => {
      const bought = await decideLine(tx, admin, mine, { to: "bought", sid: after.number.sid });
      if (!bought) return "half-done";
      await recordEvent(tx, admin, {
        kind: "number.listed-by-hand",
        orderId: line.orderId,
        e164,
        sid: after.number.sid,
      });
      await listBought(tx, bought, after.number.sid);
      await finishOrder(tx, admin, line.orderId, { byPerson: true });
      return "done";
    });
  });
}
