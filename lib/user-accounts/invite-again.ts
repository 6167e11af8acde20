import { recordEvent } from "@/db/queries/audit";
import { findPerson } from "@/db/queries/people";
import { lockPeople } from "@/db/queries/people-changes";
import { addUserNotice, wasJustTold } from "@/db/queries/user-notices";
import type { Admin } from "@/lib/domain/actor/actor";
import { personStatus } from "@/lib/domain/people/person";
import { database } from "@/lib/runtime/database";

/** A mail a few minutes late is no reason for another one. */
const PAUSE_MINUTES = 5;

/**
 * Mails the invitation once more to somebody who has not signed in yet, but not right after another one. Send the notices
 * afterwards.
 */
export async function inviteAgain(
  admin: Admin,
  userId: string,
): Promise<"invited" | "just-invited" | "not-waiting"> {
  return database().transaction(async (tx) => {
    await lockPeople(tx, admin, [userId]);
    const person = await findPerson(tx, admin, userId);
    if (!person || personStatus(person) !== "invited") return "not-waiting";
    if (await wasJustTold(tx, userId, "invited", PAUSE_MINUTES)) return "just-invited";
    await addUserNotice(tx, admin, { userId, kind: "invited", to: person.email });
    await recordEvent(tx, admin, { kind: "person.invited", personId: userId });
    return "invited";
  });
}
