import { recordEvent } from "@/db/queries/audit";
import { findPerson } from "@/db/queries/people";
import { endAccess } from "@/db/queries/people-changes";
import type { Member } from "@/lib/domain/actor/actor";
import { mayChange } from "@/lib/domain/people/role";
import { database } from "@/lib/runtime/database";

/** Signs somebody out everywhere: whom one may change, or oneself. Answers how many sessions ended; null for nobody of ours. */
export async function endSessions(by: Member, userId: string): Promise<number | null> {
  return database().transaction(async (tx) => {
    const person = await findPerson(tx, by, userId);
    const isAllowed = person && (by.userId === userId || (by.kind === "admin" && mayChange(by, person.role)));
    if (!isAllowed) return null;
    const sessions = await endAccess(tx, userId, person.email);
    if (sessions > 0) await recordEvent(tx, by, { kind: "person.signed-out", personId: userId, sessions });
    return sessions;
  });
}
