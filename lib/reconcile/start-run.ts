import { recordEvent } from "@/db/queries/audit";
import { getOrganization } from "@/db/queries/organizations";
import { beginRun } from "@/db/queries/reconcile-runs";
import type { Admin } from "@/lib/domain/actor/admin";
import { database } from "@/lib/runtime/database";

/** Begins to read the organisation's Twilio account; a reading that is under way goes on. */
export async function startRun(admin: Admin): Promise<{ kind: "started" | "running-already" }> {
  const { organizationId, userId } = admin;
  return database().transaction(async (tx) => {
    const { twilioAccountSid } = await getOrganization(tx, organizationId);
    if (!(await beginRun(tx, { organizationId, twilioAccountSid }, userId)))
      return { kind: "running-already" };
    await recordEvent(tx, { organizationId, userId, event: "reconcile.started" });
    return { kind: "started" };
  });
}
