import { recordEvent } from "@/db/queries/audit";
import { beginRun } from "@/db/queries/reconcile-runs";
import type { Admin } from "@/lib/domain/actor/actor";
import { database } from "@/lib/runtime/database";

/** Begins to read the organisation's Twilio account; a reading that is under way goes on. */
export async function startRun(admin: Admin): Promise<{ kind: "started" | "running-already" }> {
  const { organizationId, twilioAccountSid, userId } = admin;
  return database().transaction(async (tx) => {
    if (!(await beginRun(tx, { organizationId, twilioAccountSid }, userId)))
      return { kind: "running-already" };
    await recordEvent(tx, admin, { kind: "reconcile.started" });
    return { kind: "started" };
  });
}
