import { database } from "@/db/client";
import { recordEvent } from "@/db/queries/audit";
import { refreshNumber, relist } from "@/db/queries/reconcile-actions";
import type { Finding } from "@/db/queries/reconcile-findings";
import type { Admin } from "@/lib/auth/admin";
import { readNumber } from "./read-number";
import { type AtTwilio, driftsOf, type Listed, type RowOutcome } from "./reconcile";
import { type Desk, type DrawnRow, settleRows } from "./settle-rows";
import { withNumber } from "./with-number";

/** Sets at Twilio what we set when the number was bought, and lists the id that Twilio bills it under. */
export async function repairNumbers(admin: Admin, rows: DrawnRow[]): Promise<RowOutcome[]> {
  return settleRows(admin, "drifted", rows, async (desk, finding) => {
    const { twilio, listed } = finding;
    if (!twilio || !listed) return "changed";
    return withNumber(desk, "drifted", { ...finding, twilio }, () =>
      repair(desk, { ...finding, twilio, listed }),
    );
  });
}

async function repair(
  { admin, provider, webhooks }: Desk,
  { e164, twilio, listed }: Finding & { twilio: AtTwilio; listed: Listed },
): Promise<RowOutcome["outcome"]> {
  const { organizationId, userId } = admin;
  const drifts = driftsOf(twilio, listed, webhooks);
  const changes = {
    ...(drifts.includes("name") && listed.orderLineId ? { tag: listed.orderLineId } : {}),
    ...(drifts.includes("webhooks") ? { webhooks } : {}),
  };
  const after =
    Object.keys(changes).length > 0
      ? await provider.update(twilio.sid, changes)
      : ({ kind: "as-it-is" } as const);
  if (after.kind === "absent") return "not-at-twilio";
  if (after.kind !== "found" && after.kind !== "as-it-is") return "half-done";
  return database().transaction(async (tx) => {
    if (after.kind === "found") await refreshNumber(tx, organizationId, readNumber(after.number));
    if (!(await relist(tx, organizationId, listed, twilio.sid))) return "changed";
    await recordEvent(tx, {
      organizationId,
      userId,
      event: "caller-id.repaired",
      details: { e164, sid: twilio.sid, what: drifts.join(", ") },
    });
    return "done";
  });
}
