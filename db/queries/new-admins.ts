import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
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
export async function findUserWithEmail(tx: Tx, email: string) {
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

/** Makes whoever has this address an active admin; an unknown address is a new person. */
export async function upsertAdmin(tx: Tx, user: { organizationId: string; email: string; name: string }) {
  const [row] = await tx
    .insert(users)
    .values({ ...user, role: "admin" })
    .onConflictDoUpdate({ target: users.email, set: { role: "admin", deactivatedAt: null } })
    .returning({ id: users.id });
  if (!row) throw new Error("The admin was not written");
  return row.id;
}

export async function endSessions(tx: Tx, userId: string) {
  await tx.delete(sessions).where(eq(sessions.userId, userId));
}
