import { decideLine } from "@/db/queries/reconcile-actions";
import { keepNumbers } from "@/db/queries/reconcile-runs";
import type { Admin } from "@/lib/domain/actor/actor";
import { asAccountNumber } from "@/lib/domain/reconcile/account-number";
import type { VersionedRow } from "@/lib/domain/reconcile/finding-rows";
import { isUnchanged, type RowOutcome } from "@/lib/domain/reconcile/reconcile";
import { database } from "@/lib/runtime/database";
import { settleAsBought } from "./settle-as-bought";
import { settleRows } from "./settle-rows";

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
    const { sid } = after.number;
    const isDone = await db.transaction((tx) => settleAsBought(tx, admin, mine, sid, ["review"]));
    return isDone ? "done" : "half-done";
  });
}
