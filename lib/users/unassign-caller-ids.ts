import { findPerson } from "@/db/queries/people";
import type { Admin } from "@/lib/domain/actor/actor";
import { database } from "@/lib/runtime/database";
import { assignMany } from "./assign-many";

/**
 * Takes Caller IDs from one person of the organisation, these or all that a search finds; answers how many they lost, or
 * null for nobody of ours.
 */
export async function unassignCallerIds(
  admin: Admin,
  userId: string,
  choice: { ids: string[] } | { search: string; areaCode: string },
): Promise<number | null> {
  return database().transaction(async (tx) => {
    if (!(await findPerson(tx, admin, userId))) return null;
    const [lost] = await assignMany(tx, admin, { ...choice, usedBy: userId }, [userId], "unassigned");
    return lost?.numbers ?? 0;
  });
}
