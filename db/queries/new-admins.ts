import { eq, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { organizations, sessions, users } from "@/db/schema";
import type { InOrganization } from "@/lib/domain/actor/actor";

type OrganizationSettings = Partial<
  Pick<typeof organizations.$inferInsert, "maximumCallerIds" | "defaultCountry" | "twilioTokenSealed">
>;

export async function findOrganizationNamed(tx: Tx, name: string) {
  const [row] = await tx.select().from(organizations).where(eq(organizations.name, name));
  return row ?? null;
}

/** The organisation that buys in this account; an account belongs to one. */
export async function findOrganizationOfAccount(tx: Tx, twilioAccountSid: string) {
  const [row] = await tx
    .select()
    .from(organizations)
    .where(eq(organizations.twilioAccountSid, twilioAccountSid));
  return row ?? null;
}

/** Whoever has this address, in whatever organisation. */
export async function findUserWithEmail(tx: Db | Tx, email: string) {
  const [row] = await tx
    .select({
      id: users.id,
      organizationId: users.organizationId,
      organizationName: organizations.name,
      deactivatedAt: users.deactivatedAt,
    })
    .from(users)
    .innerJoin(organizations, eq(organizations.id, users.organizationId))
    .where(eq(users.email, email));
  return row ?? null;
}

export async function insertOrganization(
  tx: Tx,
  values: { name: string; twilioAccountSid: string } & OrganizationSettings,
): Promise<string> {
  const [row] = await tx.insert(organizations).values(values).returning({ id: organizations.id });
  if (!row) throw new Error("The organisation was not written");
  return row.id;
}

export async function changeOrganization(
  tx: Tx,
  { organizationId }: InOrganization,
  changes: OrganizationSettings,
) {
  if (Object.keys(changes).length === 0) return;
  await tx.update(organizations).set(changes).where(eq(organizations.id, organizationId));
}

/** Makes whoever has this address an active owner; an unknown address is a new person. */
export async function upsertOwner(tx: Tx, user: { organizationId: string; email: string; name: string }) {
  const [row] = await tx
    .insert(users)
    .values({ ...user, role: "admin", owner: true })
    .onConflictDoUpdate({
      target: users.email,
      set: { role: "admin", owner: true, deactivatedAt: null, version: sql`${users.version} + 1` },
      // What is so already is no change.
      setWhere: sql`not ${users.owner} or ${users.deactivatedAt} is not null`,
    })
    .returning({ id: users.id });
  if (row) return row.id;
  const [known] = await tx.select({ id: users.id }).from(users).where(eq(users.email, user.email));
  if (!known) throw new Error("The owner was not written");
  return known.id;
}

export async function endSessions(tx: Tx, userId: string) {
  await tx.delete(sessions).where(eq(sessions.userId, userId));
}
