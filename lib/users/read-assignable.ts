import { countChosen } from "@/db/queries/caller-id-choice";
import { pageOfCallerIds } from "@/db/queries/caller-ids";
import { findPerson, membersOfTeams } from "@/db/queries/people";
import type { Admin } from "@/lib/domain/actor/actor";
import type { PageAsked } from "@/lib/domain/paging/paging";
import { database } from "@/lib/runtime/database";

/** Somebody, or everybody in a team at this moment. */
type Whom = { user: string; team: null } | { user: null; team: string };

/** Whom numbers are assigned to, and a page of those that a search finds; null where there is nobody. */
export async function readAssignable(
  admin: Admin,
  whom: Whom,
  { search, areaCode }: { search: string; areaCode: string },
  asked: PageAsked,
) {
  const db = database();
  const person = whom.user === null ? null : await findPerson(db, admin, whom.user);
  const people = whom.team === null ? 1 : (await membersOfTeams(db, admin, [whom.team])).length;
  if (people === 0 || (whom.user !== null && (!person || person.deactivatedAt))) return null;
  const choice = { search, areaCode, notOf: person?.id };
  const [page, found] = await Promise.all([
    pageOfCallerIds(db, admin, asked, choice),
    countChosen(db, admin, choice),
  ]);
  return { name: person?.name ?? `all of ${whom.team}`, people, page, found };
}
