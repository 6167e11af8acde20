import { recordEvent } from "@/db/queries/audit";
import { findUserWithEmail } from "@/db/queries/new-admins";
import { findActiveUser } from "@/db/queries/organizations";
import { findPerson } from "@/db/queries/people";
import {
  endAccess,
  endAddressChanges,
  findAddressChange,
  isTakenAddress,
  lockPeople,
  updatePerson,
} from "@/db/queries/people-changes";
import { endCodesOf } from "@/db/queries/transaction-codes";
import { addUserNotice } from "@/db/queries/user-notices";
import { changeOfToken } from "@/lib/auth/new-address-link";
import { engineActing } from "@/lib/domain/actor/actor";
import { database } from "@/lib/runtime/database";
import { hashOfPersonal } from "./hash-of-personal";

type ConfirmOutcome = { kind: "confirmed"; email: string } | { kind: "no-longer" | "taken" };

/** What the link of a mail to a new address is good for. Looking does not use it up. */
export async function readAddressLink(token: string): Promise<{ email: string } | null> {
  const id = changeOfToken(token);
  const change = id ? await findAddressChange(database(), id) : null;
  if (!change?.waits || !(await findActiveUser(database(), change.userId))) return null;
  return { email: change.email };
}

/**
 * Makes a new address hold, for whoever has the link that was mailed to it: the sessions and codes of before end, and both
 * addresses are told. Send the notices afterwards.
 */
export async function confirmAddress(token: string): Promise<ConfirmOutcome> {
  const id = changeOfToken(token);
  if (!id) return { kind: "no-longer" };
  try {
    return await confirm(id);
  } catch (fault) {
    if (isTakenAddress(fault)) return { kind: "taken" };
    throw fault;
  }
}

async function confirm(id: string): Promise<ConfirmOutcome> {
  return database().transaction(async (tx) => {
    const asked = await findAddressChange(tx, id);
    if (!asked) return { kind: "no-longer" };
    await lockPeople(tx, asked, [asked.userId]);
    const change = await findAddressChange(tx, id);
    const person = await findPerson(tx, asked, asked.userId);
    if (!change?.waits || !person || person.deactivatedAt) return { kind: "no-longer" };
    const { userId, email } = change;
    if (await findUserWithEmail(tx, email)) return { kind: "taken" };
    await endAddressChanges(tx, userId);
    await updatePerson(tx, change, person, { email });
    await endAccess(tx, userId, person.email);
    await endCodesOf(tx, change, userId);
    const hashes = { before: hashOfPersonal(person.email), after: hashOfPersonal(email) };
    await recordEvent(tx, engineActing(change), {
      kind: "person.address-changed",
      personId: userId,
      ...hashes,
    });
    for (const to of [person.email, email])
      await addUserNotice(tx, change, { userId, kind: "address-changed", to });
    return { kind: "confirmed", email };
  });
}
