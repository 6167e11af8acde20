import type { Tx } from "@/db/client";
import { setAside } from "@/db/queries/assignments";
import { recordEvent } from "@/db/queries/audit";
import { endAwaiting } from "@/db/queries/order-changes";
import { findAwaiting } from "@/db/queries/orders";
import { activeUsersAmong, lockOrganization } from "@/db/queries/organizations";
import { findPerson } from "@/db/queries/people";
import {
  endAccess,
  endAddressChanges,
  isLastOwner,
  lockPeople,
  NOW,
  updatePerson,
} from "@/db/queries/people-changes";
import type { Admin } from "@/lib/domain/actor/actor";
import { mayChange } from "@/lib/domain/people/role";
import { database } from "@/lib/runtime/database";
import { assignMany } from "@/lib/users/assign-many";

type DeactivateOutcome =
  | { kind: "deactivated"; name: string; numbers: number; givenTo: string | null }
  /** Whom the numbers were to go to is not active, or not of the organisation. */
  | { kind: "unknown-heir" }
  | { kind: "oneself" | "last-owner" | "not-found" | "not-active" };

/**
 * Ends what lets somebody in, at once: sessions, links, codes, the order that waits for them. Orders that are bought go on.
 * Their Caller IDs are left unassigned or go to `giveTo`, and are remembered for their return.
 */
export async function deactivateUser(
  admin: Admin,
  userId: string,
  giveTo: string | null,
): Promise<DeactivateOutcome> {
  if (userId === admin.userId) return { kind: "oneself" };
  try {
    return await database().transaction((tx) => deactivate(tx, admin, userId, giveTo));
  } catch (fault) {
    if (isLastOwner(fault)) return { kind: "last-owner" };
    throw fault;
  }
}

async function deactivate(
  tx: Tx,
  admin: Admin,
  userId: string,
  giveTo: string | null,
): Promise<DeactivateOutcome> {
  // First what an approval and a change of roles lock first, too.
  await lockOrganization(tx, admin);
  await lockPeople(tx, admin, giveTo ? [userId, giveTo] : [userId]);
  const person = await findPerson(tx, admin, userId);
  if (!person || !mayChange(admin, person.role)) return { kind: "not-found" };
  if (person.deactivatedAt) return { kind: "not-active" };
  const [heir] = giveTo && giveTo !== userId ? await activeUsersAmong(tx, admin, [giveTo]) : [];
  if (giveTo && !heir) return { kind: "unknown-heir" };

  const waiting = await findAwaiting(tx, admin, userId);
  if (waiting && (await endAwaiting(tx, admin, waiting.id, "cancelled")))
    await recordEvent(tx, admin, { kind: "order.cancelled", orderId: waiting.id, why: "requester left" });
  const ids = await setAside(tx, admin, userId);
  if (heir && ids.length > 0) await assignMany(tx, admin, { ids }, [heir.id]);
  await endAccess(tx, userId, person.email);
  await endAddressChanges(tx, userId);
  await updatePerson(tx, admin, person, { deactivatedAt: NOW });
  const numbers = ids.length;
  const givenTo = heir && numbers > 0 ? heir.id : null;
  await recordEvent(tx, admin, { kind: "person.deactivated", personId: userId, numbers, givenTo });
  return { kind: "deactivated", name: person.name, numbers, givenTo: givenTo && (heir?.name ?? null) };
}
