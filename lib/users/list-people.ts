import { countPeople, listTeams, pageOfPeople, peopleInBatches } from "@/db/queries/people";
import type { Admin } from "@/lib/domain/actor/actor";
import type { PageAsked } from "@/lib/domain/paging/paging";
import type { PeopleFilter } from "@/lib/domain/people/people-filter";
import { database } from "@/lib/runtime/database";

/** A page of the organisation's people that a filter finds, how many there are, and the teams they are in. */
export async function listPeople(admin: Admin, filter: PeopleFilter, asked: PageAsked) {
  const db = database();
  const [page, counts, teams] = await Promise.all([
    pageOfPeople(db, admin, filter, asked),
    countPeople(db, admin, filter),
    listTeams(db, admin),
  ]);
  return { page, counts, teams };
}
export type ListedPerson = Awaited<ReturnType<typeof listPeople>>["page"]["rows"][number];

/** The teams that are in use. */
export const listTeamNames = async (admin: Admin) =>
  (await listTeams(database(), admin)).map(({ team }) => team);

/** So many are read at once for a file. */
const BATCH = 500;

/** All that a filter finds, a batch at a time. */
export const everybodyListed = (admin: Admin, filter: PeopleFilter) =>
  peopleInBatches(database(), admin, filter, BATCH);
