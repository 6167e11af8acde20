import type { Tx } from "@/db/client";
import { type AssignedTo, deleteAssignments, insertAssignments } from "@/db/queries/assignments";
import { recordEvents } from "@/db/queries/audit";
import type { CallerIdChoice } from "@/db/queries/caller-id-choice";
import type { Admin } from "@/lib/domain/actor/actor";
import type { AuditEvent } from "@/lib/domain/audit/events";

/**
 * Lets active people of the organisation use Caller IDs, or takes them away: set-based, with an event for everybody whom
 * it changed something for. Whoever calls it has made sure that they are not too many pairs.
 */
export async function assignMany(
  tx: Tx,
  admin: Admin,
  choice: CallerIdChoice,
  userIds: string[],
  what: "assigned" | "unassigned" = "assigned",
): Promise<AssignedTo[]> {
  const change = what === "assigned" ? insertAssignments : deleteAssignments;
  const changed = await change(tx, admin, choice, userIds);
  await recordEvents(
    tx,
    admin,
    changed.map(
      ({ userId, numbers, e164 }): AuditEvent => ({
        kind: `person.${what}`,
        personId: userId,
        numbers,
        ...(e164 ? { e164 } : {}),
      }),
    ),
  );
  return changed;
}
