import { listTeams, membersOfTeams } from "@/db/queries/people";
import type { Admin } from "@/lib/domain/actor/actor";
import { searchKey } from "@/lib/domain/people/people-filter";
import { database } from "@/lib/runtime/database";
import { listUsers } from "./list-users";

/** The ids that a choice of people and teams means now; null where a team has nobody active any more. */
export async function chosenUsers(
  admin: Admin,
  {
    users,
    teams,
    everyone,
    searched,
  }: { users: string[]; teams: string[]; everyone?: string; searched: string },
): Promise<string[] | null> {
  const db = database();
  const inUse = new Set((await listTeams(db, admin)).map(({ team }) => team));
  if (teams.some((team) => team && !inUse.has(team))) return null;
  const found = everyone ? await usersFound(admin, searched) : [];
  return [...new Set([...users, ...found, ...(await membersOfTeams(db, admin, teams))])];
}

/** Everybody whom the list shows for a search. */
async function usersFound(admin: Admin, searched: string): Promise<string[]> {
  const key = searchKey(searched);
  return (await listUsers(admin))
    .filter((user) => searchKey(`${user.name} ${user.email} ${user.team ?? ""}`).includes(key))
    .map((user) => user.id);
}
