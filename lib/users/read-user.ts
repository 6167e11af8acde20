import { countNotYet, listSetAside } from "@/db/queries/assignments";
import { listPersonEvents } from "@/db/queries/audit";
import { countChosen } from "@/db/queries/caller-id-choice";
import { pageOfCallerIds } from "@/db/queries/caller-ids";
import { countOrdersOf } from "@/db/queries/orders";
import { listActiveUsers } from "@/db/queries/organizations";
import { findPerson, listTeams } from "@/db/queries/people";
import { findWaitingAddress, listSessions } from "@/db/queries/people-changes";
import type { Admin, Member } from "@/lib/domain/actor/actor";
import type { PageAsked } from "@/lib/domain/paging/paging";
import { database } from "@/lib/runtime/database";

/**
 * Somebody of the organisation with all that their page shows: a page of the Caller IDs that a search finds, and what they
 * lack right after they have `joined` a team; null for nobody of ours.
 */
export async function readUser(
  admin: Admin,
  userId: string,
  asked: PageAsked,
  { joined = false, search = "", areaCode = "" } = {},
) {
  const db = database();
  const person = await findPerson(db, admin, userId);
  if (!person) return null;
  const { team } = person;
  const theirs = { search, areaCode, usedBy: userId, status: "active" } as const;
  const [page, found, history, teams, sessions, newAddress, orders, setAside, ofTeam, active] =
    await Promise.all([
      pageOfCallerIds(db, admin, asked, theirs),
      search || areaCode ? countChosen(db, admin, theirs) : person.callerIds,
      listPersonEvents(db, admin, userId),
      listTeams(db, admin),
      listSessions(db, userId),
      findWaitingAddress(db, userId),
      countOrdersOf(db, admin, userId),
      listSetAside(db, admin, userId),
      team && joined ? countNotYet(db, admin, { usedByTeam: team, beside: userId }, userId) : 0,
      listActiveUsers(db, admin),
    ]);
  return {
    person,
    page,
    /** How many of their Caller IDs the search finds. */
    found,
    history,
    teams: teams.map((one) => one.team),
    sessions,
    newAddress: newAddress?.expired ? null : newAddress,
    orders,
    /** What they might use before they were deactivated, and nobody may use now. */
    givenBack: setAside.length,
    /** How many numbers all the others of their team may use, and they not. */
    ofTeam,
    /** Who could get their numbers. */
    heirs: active.filter(({ id }) => id !== userId),
  };
}
/** What happens to somebody and changes nothing that their form shows. */
const NO_CHANGES = new Set<string>([
  "person.assigned",
  "person.unassigned",
  "person.invited",
  "person.signed-out",
  "person.address-asked",
  "person.address-withdrawn",
]);

/** Who changed somebody last, and when. */
export async function lastChangeOf(member: Member, userId: string) {
  const { events } = await listPersonEvents(database(), member, userId);
  return events.find(({ event }) => !NO_CHANGES.has(event.kind)) ?? null;
}

export type UserView = NonNullable<Awaited<ReturnType<typeof readUser>>>;

/** Whoever is signed in, as their own pages show them. */
export async function readMyself(member: Member) {
  const db = database();
  const [person, sessions] = await Promise.all([
    findPerson(db, member, member.userId),
    listSessions(db, member.userId),
  ]);
  if (!person) throw new Error("Whoever is signed in is somebody");
  return { person, sessions };
}

/** A page of the Caller IDs that whoever is signed in may use, newest first. */
export const listMyCallerIds = (member: Member, asked: PageAsked) =>
  pageOfCallerIds(database(), member, asked, { usedBy: member.userId, status: "active" });
