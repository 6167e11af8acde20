import { findPerson } from "@/db/queries/people";
import type { Admin } from "@/lib/domain/actor/actor";
import { database } from "@/lib/runtime/database";
import { assignMany } from "./assign-many";

/** Gives somebody what all the others of their team may use; answers how many they got, or null for nobody active of ours. */
export async function assignTeamNumbers(admin: Admin, userId: string): Promise<number | null> {
  return database().transaction(async (tx) => {
    const person = await findPerson(tx, admin, userId);
    if (!person || person.deactivatedAt) return null;
    if (!person.team) return 0;
    const [got] = await assignMany(tx, admin, { usedByTeam: person.team, beside: userId }, [userId]);
    return got?.numbers ?? 0;
  });
}
