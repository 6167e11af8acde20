/** What people may do here, as screens say it; an owner is an admin with more to decide (`users.owner`). */
export const PERSON_ROLES = ["owner", "admin", "user"] as const;
export type PersonRole = (typeof PERSON_ROLES)[number];

export const ROLE_NAMES: Record<PersonRole, string> = { owner: "Owner", admin: "Admin", user: "User" };

export const ROLE_HELP: Record<PersonRole, string> = {
  owner: "An owner may do everything, also change admins and the settings.",
  admin: "An admin buys Caller IDs, and adds and changes users.",
  user: "A user sees and uses their own Caller IDs.",
};

/** What the database keeps of a role. */
export const roleColumns = (role: PersonRole) =>
  ({ role: role === "user" ? "user" : "admin", owner: role === "owner" }) as const;

type Decider = { readonly userId: string; readonly owner: boolean };

/** Whether somebody who administers may change a person of this role at all. */
export const mayChange = ({ owner }: Pick<Decider, "owner">, role: PersonRole) => owner || role === "user";

/** The roles that somebody may give a person; nobody changes their own. */
export function rolesToGive(by: Decider, person: { id: string; role: PersonRole } | null): PersonRole[] {
  if (person?.id === by.userId) return [person.role];
  return by.owner ? [...PERSON_ROLES] : ["user"];
}
