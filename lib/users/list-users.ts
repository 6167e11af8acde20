import { listPickable, membersOfTeams, type Pickable } from "@/db/queries/people";
import type { Admin } from "@/lib/domain/actor/actor";
import { database } from "@/lib/runtime/database";

/** Whom numbers can be assigned to. */
export const listUsers = (admin: Admin): Promise<Pickable[]> => listPickable(database(), admin);

/** Everybody active who is in one of these teams at this moment. */
export const listMembers = (admin: Admin, teams: string[]): Promise<string[]> =>
  membersOfTeams(database(), admin, teams);
