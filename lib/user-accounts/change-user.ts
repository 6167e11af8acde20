import type { Tx } from "@/db/client";
import { recordEvents } from "@/db/queries/audit";
import { lockOrganization } from "@/db/queries/organizations";
import { findPerson, type Person } from "@/db/queries/people";
import {
  endAddressChanges,
  insertAddressChange,
  isLastOwner,
  lockPeople,
  updatePerson,
} from "@/db/queries/people-changes";
import { addUserNotice } from "@/db/queries/user-notices";
import type { Admin, Member } from "@/lib/domain/actor/actor";
import type { TypedPerson } from "@/lib/domain/people/person";
import { mayChange, roleColumns, rolesToGive } from "@/lib/domain/people/role";
import { readEmailAddress } from "@/lib/domain/sign-in/email-address";
import { database } from "@/lib/runtime/database";
import { findRegistered } from "./find-registered";
import { changeEvents } from "./person-events";
import { readTypedPerson } from "./read-typed-person";

/** For how long the link works that is mailed to a new address. */
const NEW_ADDRESS_MS = 24 * 60 * 60 * 1000;

type ChangeUserOutcome =
  /** `asked`: a new address, which holds once the link that was mailed to it is used. `joined`: a team that is new. */
  | { kind: "changed"; asked: string | null; joined: string | null }
  | { kind: "unchanged" }
  | { kind: "fields"; fields: Record<string, string> }
  | { kind: "registered"; person: Person }
  | { kind: "elsewhere" }
  /** Somebody changed them since the form was drawn. */
  | { kind: "stale"; person: Person }
  | { kind: "last-owner" }
  | { kind: "not-found" };

/** Changes what people may change about somebody. A new address waits for its confirmation. Send the notices afterwards. */
export async function changeUser(
  admin: Admin,
  { id, version }: { id: string; version: number },
  typed: TypedPerson,
): Promise<ChangeUserOutcome> {
  const db = database();
  const before = await findPerson(db, admin, id);
  if (!before) return { kind: "not-found" };
  if (!mayChange(admin, before.role) && before.id !== admin.userId) return { kind: "not-found" };
  const read = await readTypedPerson(db, admin, typed, before.phone);
  const fields: Record<string, string> = "fields" in read ? { ...read.fields } : {};
  const email = readEmailAddress(typed.email);
  if (!email) fields.email = "This is not an email address. It looks like name@company.com.";
  const role = rolesToGive(admin, before).find((one) => one === typed.role);
  if (!role)
    fields.role =
      before.id === admin.userId
        ? "Nobody changes their own role. Ask another owner."
        : "Only an owner may give this role.";
  if (!email || !role || "fields" in read) return { kind: "fields", fields };
  const isNewAddress = email !== before.email;
  const refused = refusedByStatus(admin, before, { isNewAddress, team: read.person.team });
  if (refused) return { kind: "fields", fields: refused };
  const registered = isNewAddress ? await findRegistered(db, admin, email) : null;
  if (registered) return registered;
  const after = { ...read.person, role };
  try {
    return await db.transaction(async (tx) => {
      // As whoever deactivates somebody does: first the organization, which the last owner is counted under.
      await lockOrganization(tx, admin);
      await lockPeople(tx, admin, [id]);
      const now = await findPerson(tx, admin, id);
      if (!now || (!mayChange(admin, now.role) && now.id !== admin.userId)) return { kind: "not-found" };
      if (now.version !== version) return { kind: "stale", person: now };
      const changed = await write(tx, admin, now, after);
      // An address that waits was asked for about somebody who might do less, or more.
      if (after.role !== now.role) await endAddressChanges(tx, id);
      if (isNewAddress) await askForAddress(tx, admin, id, email);
      if (!changed && !isNewAddress) return { kind: "unchanged" };
      const joined = after.team !== now.team ? after.team : null;
      return { kind: "changed", asked: isNewAddress ? email : null, joined };
    });
  } catch (fault) {
    if (isLastOwner(fault)) return { kind: "last-owner" };
    throw fault;
  }
}

/** Changes one's own name, phone and mails; what only an administrator changes stays. */
export async function changeOwnProfile(
  member: Member,
  version: number,
  typed: { name: string; phone: string; finishedMails: boolean },
): Promise<
  | { kind: "changed" | "unchanged" }
  | { kind: "fields"; fields: Record<string, string> }
  | { kind: "stale"; person: Person }
> {
  const db = database();
  const before = await findPerson(db, member, member.userId);
  if (!before) throw new Error("Whoever is signed in is somebody");
  const read = await readTypedPerson(db, member, { ...typed, team: before.team ?? "" }, before.phone);
  if ("fields" in read) return { kind: "fields", fields: read.fields };
  // Whoever places no orders is told of none.
  const finishedMails = before.role === "user" ? before.finishedMails : typed.finishedMails;
  return db.transaction(async (tx) => {
    await lockPeople(tx, member, [before.id]);
    const now = (await findPerson(tx, member, before.id)) ?? before;
    if (now.version !== version) return { kind: "stale", person: now };
    const after = { ...read.person, team: now.team, role: now.role, finishedMails };
    return { kind: (await write(tx, member, now, after)) ? "changed" : "unchanged" };
  });
}

/** Takes a new address back that waits for its confirmation; false when none does, or it is not one's to take back. */
export async function withdrawAddress(admin: Admin, userId: string): Promise<boolean> {
  return database().transaction(async (tx) => {
    await lockPeople(tx, admin, [userId]);
    const person = await findPerson(tx, admin, userId);
    if (!person || !mayChange(admin, person.role) || !(await endAddressChanges(tx, userId))) return false;
    await recordEvents(tx, admin, [{ kind: "person.address-withdrawn", personId: userId }]);
    return true;
  });
}

/** What is not for this admin to change about this person, or not now. */
function refusedByStatus(
  admin: Admin,
  before: Person,
  { isNewAddress, team }: { isNewAddress: boolean; team: string | null },
): Record<string, string> | null {
  if (isNewAddress && before.deactivatedAt)
    return { email: "They are deactivated, so nobody could confirm it. Reactivate them first." };
  if (before.id !== admin.userId || admin.owner) return null;
  if (isNewAddress) return { email: "Only an owner changes the address of an admin." };
  return team === before.team ? null : { team: "Only an owner changes the team of an admin." };
}

type Changeable = Pick<Person, "name" | "phone" | "team" | "role"> & Partial<Pick<Person, "finishedMails">>;

/** Whether anything changed about somebody who is locked. */
async function write(tx: Tx, by: Member, before: Person, after: Changeable): Promise<boolean> {
  const events = changeEvents(before, after);
  const { finishedMails = before.finishedMails } = after;
  if (events.length === 0 && finishedMails === before.finishedMails) return false;
  const { role, ...rest } = after;
  await updatePerson(tx, by, before, { ...rest, ...roleColumns(role) });
  await recordEvents(tx, by, events);
  if (after.phone !== before.phone)
    await addUserNotice(tx, by, { userId: before.id, kind: "phone-changed", to: before.email });
  return true;
}

async function askForAddress(tx: Tx, admin: Admin, userId: string, email: string) {
  await insertAddressChange(tx, admin, { userId, email, ms: NEW_ADDRESS_MS });
  await addUserNotice(tx, admin, { userId, kind: "new-address", to: email });
  await recordEvents(tx, admin, [{ kind: "person.address-asked", personId: userId }]);
}
