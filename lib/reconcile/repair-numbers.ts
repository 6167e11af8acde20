import { recordEvent } from "@/db/queries/audit";
import { refreshNumber, relist } from "@/db/queries/reconcile-actions";
import type { Finding } from "@/db/queries/reconcile-findings";
import type { Admin } from "@/lib/domain/actor/actor";
import { asAccountNumber } from "@/lib/domain/reconcile/account-number";
import type { VersionedRow } from "@/lib/domain/reconcile/finding-rows";
import {
  type AtTwilio,
  driftsOf,
  isOlder,
  type Listed,
  type RowOutcome,
  touchesSettings,
} from "@/lib/domain/reconcile/reconcile";
import { database } from "@/lib/runtime/database";
import { type ReconcileContext, settleRows } from "./settle-rows";
import { withNumber } from "./with-number";

/**
 * Sets at Twilio what we set when a number is bought, as it is set today, and lists the id that Twilio bills it under:
 * for numbers that were changed there, or that have what an earlier version set.
 */
export async function repairNumbers(
  admin: Admin,
  rows: VersionedRow[],
  view: "drifted" | "older" = "drifted",
): Promise<RowOutcome[]> {
  return settleRows(admin, view, rows, async (context, finding) => {
    const { twilio, listed } = finding;
    if (!twilio || !listed) return "changed";
    return withNumber(context, view, { ...finding, twilio }, () =>
      repair(context, { ...finding, twilio, listed }),
    );
  });
}

async function repair(
  { admin, provider, webhooks, scope }: ReconcileContext,
  { e164, twilio, listed }: Finding & { twilio: AtTwilio; listed: Listed },
): Promise<RowOutcome["outcome"]> {
  const drifts = driftsOf(twilio, listed, scope);
  const older = listed.forwardTo !== null && isOlder(twilio, scope);
  const changes = {
    ...(drifts.includes("name") && listed.orderLineId ? { tag: listed.orderLineId } : {}),
    ...(older || touchesSettings(drifts) ? { webhooks } : {}),
  };
  const after =
    Object.keys(changes).length > 0
      ? await provider.update(twilio.sid, changes)
      : ({ kind: "as-it-is" } as const);
  if (after.kind === "absent") return "not-at-twilio";
  if (after.kind !== "found" && after.kind !== "as-it-is") return "half-done";
  return database().transaction(async (tx) => {
    if (after.kind === "found") await refreshNumber(tx, admin, asAccountNumber(after.number));
    if (!(await relist(tx, admin, listed, twilio.sid))) return "changed";
    await recordEvent(tx, admin, {
      kind: "caller-id.repaired",
      e164,
      sid: twilio.sid,
      what: [...drifts, ...(older ? ["older"] : [])].join(", "),
    });
    return "done";
  });
}
