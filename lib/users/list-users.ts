import { listNames, listPickable, type Pickable, usersOf } from "@/db/queries/people";
import type { Admin } from "@/lib/domain/actor/actor";
import { database } from "@/lib/runtime/database";

/** Whom numbers can be assigned to. */
export const listUsers = (admin: Admin): Promise<Pickable[]> => listPickable(database(), admin);

/** Who may call with one Caller ID. */
export const listHolders = (admin: Admin, callerIdId: string): Promise<string[]> =>
  usersOf(database(), admin, callerIdId);

/** Whom a list can be filtered by. */
export const listUserNames = (admin: Admin) => listNames(database(), admin);
