import { recordEvent } from "@/db/queries/audit";
import { findPerson } from "@/db/queries/people";
import { addUserNotice } from "@/db/queries/user-notices";
import type { Admin } from "@/lib/domain/actor/actor";
import { personStatus } from "@/lib/domain/people/person";
import { database } from "@/lib/runtime/database";

/** Mails the invitation once more to somebody who has not signed in yet. Send the notices afterwards. */
export async function inviteAgain(admin: Admin, userId: string): Promise<"invited" | "not-waiting"> {
  return database().transaction(async (tx) => {
    const person = await findPerson(tx, admin, userId);
    if (!person || personStatus(person) !== "invited") return "not-waiting";
    await addUserNotice(tx, admin, { userId, kind: "invited", to: person.email });
    await recordEvent(tx, admin, { kind: "person.invited", personId: userId });
    return "invited";
  });
}
