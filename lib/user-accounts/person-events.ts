import type { AuditEvent } from "@/lib/domain/audit/events";
import type { PersonRole } from "@/lib/domain/people/role";
import { hashOfPersonal } from "./hash-of-personal";

type Changeable = { name: string; phone: string | null; team: string | null; role: PersonRole };

/** An event for each thing that differs. */
export function changeEvents(before: Changeable & { id: string }, after: Changeable): AuditEvent[] {
  const personId = before.id;
  const hashed = (phone: string | null) => (phone === null ? null : hashOfPersonal(phone));
  const events: AuditEvent[] = [];
  if (after.name !== before.name)
    events.push({
      kind: "person.renamed",
      personId,
      before: hashOfPersonal(before.name),
      after: hashOfPersonal(after.name),
    });
  if (after.phone !== before.phone)
    events.push({
      kind: "person.phone-changed",
      personId,
      before: hashed(before.phone),
      after: hashed(after.phone),
    });
  if (after.team !== before.team)
    events.push({ kind: "person.team-changed", personId, before: before.team, after: after.team });
  if (after.role !== before.role)
    events.push({ kind: "person.role-changed", personId, before: before.role, after: after.role });
  return events;
}
