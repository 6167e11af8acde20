import { forgetSetAside, insertAssignments, listSetAside } from "@/db/queries/assignments";
import { recordEvent } from "@/db/queries/audit";
import { findPerson } from "@/db/queries/people";
import { endAccess, lockPeople, updatePerson } from "@/db/queries/people-changes";
import type { Admin } from "@/lib/domain/actor/actor";
import { mayChange } from "@/lib/domain/people/role";
import { database } from "@/lib/runtime/database";

type ReactivateOutcome =
  | { kind: "reactivated"; name: string; numbers: number }
  | { kind: "not-found" | "active-already" };

/** Lets somebody in again, who signs in anew; with `giveBack` what they might use and nobody else may use now. */
export async function reactivateUser(
  admin: Admin,
  userId: string,
  giveBack: boolean,
): Promise<ReactivateOutcome> {
  return database().transaction(async (tx) => {
    await lockPeople(tx, admin, [userId]);
    const person = await findPerson(tx, admin, userId);
    if (!person || !mayChange(admin, person.role)) return { kind: "not-found" };
    if (!person.deactivatedAt) return { kind: "active-already" };
    const ids = giveBack ? await listSetAside(tx, admin, userId) : [];
    await endAccess(tx, userId, person.email);
    await updatePerson(tx, admin, person, { deactivatedAt: null });
    const [got] = ids.length > 0 ? await insertAssignments(tx, admin, { ids }, [userId]) : [];
    await forgetSetAside(tx, admin, userId);
    const numbers = got?.numbers ?? 0;
    await recordEvent(tx, admin, { kind: "person.reactivated", personId: userId, numbers });
    return { kind: "reactivated", name: person.name, numbers };
  });
}
