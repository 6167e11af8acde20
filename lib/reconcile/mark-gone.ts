import { recordEvent } from "@/db/queries/audit";
import { unlist } from "@/db/queries/reconcile-actions";
import { keepNumbers, newestRun } from "@/db/queries/reconcile-runs";
import type { Admin } from "@/lib/domain/actor/actor";
import { asAccountNumber } from "@/lib/domain/reconcile/account-number";
import type { VersionedRow } from "@/lib/domain/reconcile/finding-rows";
import type { RowOutcome } from "@/lib/domain/reconcile/reconcile";
import { database } from "@/lib/runtime/database";
import { settleRows } from "./settle-rows";

/** Takes Caller IDs off our list that the Twilio account does not have any more. */
export async function markGone(admin: Admin, rows: VersionedRow[]): Promise<RowOutcome[]> {
  const db = database();
  const { organizationId } = admin;
  return settleRows(admin, "gone", rows, async ({ provider, twilioAccountSid }, { e164, listed }) => {
    if (!listed) return "changed";
    const now = await provider.findOwned(e164);
    if (now.kind === "found") {
      const { run } = await newestRun(db, admin);
      if (run)
        await keepNumbers(db, { organizationId, twilioAccountSid }, [asAccountNumber(now.number)], run.id);
      return "still-at-twilio";
    }
    if (now.kind !== "absent") return "unanswered";
    return db.transaction(async (tx) => {
      if (!(await unlist(tx, admin, listed))) return "changed";
      await recordEvent(tx, admin, { kind: "caller-id.marked-gone", e164, sid: listed.sid });
      return "done";
    });
  });
}
