import { type CallerIdChoice, countChosen } from "@/db/queries/caller-id-choice";
import { activeUsersAmong } from "@/db/queries/organizations";
import { membersOfTeams } from "@/db/queries/people";
import type { Admin } from "@/lib/domain/actor/actor";
import { tooManyPairs } from "@/lib/domain/people/assigning";
import { database } from "@/lib/runtime/database";
import { assignMany } from "./assign-many";

type AssignOutcome =
  /** `numbers` were chosen, `pairs` of number and person are new. */
  | { kind: "assigned"; numbers: number; people: number; pairs: number }
  | { kind: "too-many"; words: string }
  /** Somebody was deactivated meanwhile, or is not of the organisation. */
  | { kind: "unknown-users" }
  | { kind: "no-users" | "no-numbers" };

/** Gives people Caller IDs: everybody who is named, and everybody who is in a named team at this moment. */
export async function assignCallerIds(
  admin: Admin,
  { choice, userIds, teams }: { choice: CallerIdChoice; userIds: string[]; teams: string[] },
): Promise<AssignOutcome> {
  return database().transaction(async (tx) => {
    const named = [...new Set(userIds)];
    const people = await activeUsersAmong(tx, admin, named);
    if (people.length < named.length) return { kind: "unknown-users" };
    const members = await membersOfTeams(tx, admin, teams);
    const all = [...new Set([...named, ...members])];
    if (all.length === 0) return { kind: "no-users" };
    const numbers = await countChosen(tx, admin, choice);
    if (numbers === 0) return { kind: "no-numbers" };
    const words = tooManyPairs(numbers, all.length);
    if (words) return { kind: "too-many", words };
    const assigned = await assignMany(tx, admin, choice, all);
    const pairs = assigned.reduce((sum, one) => sum + one.numbers, 0);
    return { kind: "assigned", numbers, people: all.length, pairs };
  });
}
