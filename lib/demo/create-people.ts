import { eq } from "drizzle-orm";
import { assignments, callerIds, organizations, users } from "@/db/schema";
import { type Admin, NO_ORIGIN, personActing } from "@/lib/domain/actor/actor";
import { SIMULATOR_CREDENTIALS } from "@/lib/domain/twilio/simulator";
import { database } from "@/lib/runtime/database";
import { addUser } from "@/lib/user-accounts/add-user";
import { createAdmin } from "@/lib/user-accounts/create-admin";
import { deactivateUser } from "@/lib/user-accounts/deactivate-user";
import { assignMany } from "@/lib/users/assign-many";
import {
  ADMINS,
  emailOf,
  INVITED,
  LEFT,
  OFFICE,
  ORGANIZATION,
  OWN,
  PEOPLE,
  TEAMS,
  TIME_ZONE,
  UNFINISHED,
} from "./people";

export type People = { admins: Admin[]; userIds: string[] };

/** The organisation with its administrators and users. */
export async function createPeople(): Promise<People> {
  const db = database();
  const [first] = ADMINS;
  const created = await createAdmin(db, {
    email: emailOf(first),
    name: first,
    organization: UNFINISHED,
    twilioAccountSid: SIMULATOR_CREDENTIALS.accountSid,
    maximum: 250,
  });
  if (created.kind !== "created")
    throw new Error("The demo's Twilio account belongs to another organisation.");
  const { organizationId } = created;
  await db.update(organizations).set({ timeZone: TIME_ZONE }).where(eq(organizations.id, organizationId));
  const hired = await db
    .insert(users)
    .values([
      ...ADMINS.slice(1).map((name) => ({
        organizationId,
        name,
        email: emailOf(name),
        role: "admin" as const,
        emailVerified: hoursAgo(2),
      })),
      ...PEOPLE.map((name, index) => ({
        organizationId,
        name,
        email: emailOf(name),
        team: Object.keys(TEAMS).find((team) => TEAMS[team]?.includes(index)) ?? null,
        // From the ranges kept for fiction.
        phone: `+1737555${String(120 + index).padStart(4, "0")}`,
        emailVerified: hoursAgo(3 + index * 7),
      })),
    ])
    .returning({ userId: users.id, name: users.name, email: users.email });
  const adminOf = (person: { userId: string; name: string; email: string }) =>
    personActing({
      ...person,
      kind: "admin",
      owner: person.userId === created.userId,
      organizationId,
      organizationName: ORGANIZATION,
      twilioAccountSid: created.twilioAccountSid,
      country: "US",
      timeZone: TIME_ZONE,
      origin: NO_ORIGIN,
    });
  return {
    admins: [
      adminOf({ userId: created.userId, name: first, email: emailOf(first) }),
      ...hired.slice(0, ADMINS.length - 1).map(adminOf),
    ],
    userIds: hired.slice(ADMINS.length - 1).map((person) => person.userId),
  };
}

/** Somebody who has left, and somebody who was invited just now. */
export async function comeAndGo({ admins, userIds }: People) {
  const [dana] = admins as [Admin];
  const add = async (name: string, team: string) => {
    const added = await addUser(dana, { name, email: emailOf(name), phone: "", team, role: "user" });
    if (added.kind !== "added") throw new Error(`${name} was not added to the demo: ${added.kind}`);
    return added.userId;
  };
  const left = await add(LEFT, "Dallas");
  await database().transaction((tx) => assignMany(tx, dana, { search: "", areaCode: "312" }, [left]));
  await deactivateUser(dana, left, userIds[7] ?? null);
  await add(INVITED, "Toronto");
}

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);

/** Numbers that the team brought along, shared out. */
export async function listOwnNumbers({ admins, userIds }: People) {
  const db = database();
  const { organizationId } = admins[0] as Admin;
  for (const [index, [e164, locality, region]] of OWN.entries()) {
    const addedAt = new Date(Date.now() - (40 + index * 9) * 24 * 60 * 60 * 1000);
    const number = {
      e164,
      country: "US",
      type: "local" as const,
      locality,
      region,
      forwardTo: OFFICE,
      addedAt,
    };
    const [row] = await db
      .insert(callerIds)
      .values({ organizationId, source: "own", ...number })
      .returning({ id: callerIds.id });
    const callerIdId = row?.id ?? "";
    for (const userId of userIds.slice(index, index + (index % 4)))
      await db.insert(assignments).values({ organizationId, callerIdId, userId });
  }
}
