import { recordEvent } from "@/db/queries/audit";
import type { Person } from "@/db/queries/people";
import { insertPerson } from "@/db/queries/people-changes";
import { addUserNotice } from "@/db/queries/user-notices";
import type { Admin } from "@/lib/domain/actor/actor";
import type { TypedPerson } from "@/lib/domain/people/person";
import { roleColumns, rolesToGive } from "@/lib/domain/people/role";
import { readEmailAddress } from "@/lib/domain/sign-in/email-address";
import { database } from "@/lib/runtime/database";
import { findRegistered } from "./find-registered";
import { readTypedPerson } from "./read-typed-person";

type AddUserOutcome =
  | { kind: "added"; userId: string; team: string | null }
  | { kind: "fields"; fields: Record<string, string> }
  /** The address is somebody's of the organisation already. */
  | { kind: "registered"; person: Person }
  /** Of another organisation: nothing is said of whose. */
  | { kind: "elsewhere" };

/** Registers somebody and has them invited by mail. Send the notices afterwards. */
export async function addUser(admin: Admin, typed: TypedPerson): Promise<AddUserOutcome> {
  const db = database();
  const read = await readTypedPerson(db, admin, typed);
  const fields: Record<string, string> = "fields" in read ? { ...read.fields } : {};
  const email = readEmailAddress(typed.email);
  if (!email)
    fields.email = typed.email.trim()
      ? "This is not an email address. It looks like name@company.com."
      : "Enter their email address: the invitation and every sign-in link go there.";
  const role = rolesToGive(admin, null).find((one) => one === typed.role);
  if (!role) fields.role = "Only an owner may add somebody with this role.";
  if (!email || !role || "fields" in read) return { kind: "fields", fields };
  const registered = await findRegistered(db, admin, email);
  if (registered) return registered;
  const { person } = read;
  const userId = await db.transaction(async (tx) => {
    const id = await insertPerson(tx, admin, { ...person, email, ...roleColumns(role) });
    if (!id) return null;
    await recordEvent(tx, admin, { kind: "person.added", personId: id, role });
    await addUserNotice(tx, admin, { userId: id, kind: "invited", to: email });
    return id;
  });
  if (userId) return { kind: "added", userId, team: person.team };
  // Somebody else was quicker, or the same form was sent twice.
  return (await findRegistered(db, admin, email)) ?? { kind: "elsewhere" };
}
