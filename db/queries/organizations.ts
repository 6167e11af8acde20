import { and, asc, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { organizations, users } from "@/db/schema";
import type { InOrganization } from "@/lib/domain/actor/actor";
import { zoneOfCountry } from "@/lib/domain/geography/time-zones";

const organizationColumns = {
  id: organizations.id,
  name: organizations.name,
  twilioAccountSid: organizations.twilioAccountSid,
  maximumCallerIds: organizations.maximumCallerIds,
  defaultCountry: organizations.defaultCountry,
};

export async function getOrganization(db: Db | Tx, { organizationId }: InOrganization) {
  const [row] = await db
    .select(organizationColumns)
    .from(organizations)
    .where(eq(organizations.id, organizationId));
  if (!row) throw new Error("The organization of the signed-in admin does not exist");
  return row;
}

/** What its owners may change. */
export async function findSettings(db: Db | Tx, { organizationId }: InOrganization) {
  const [row] = await db
    .select({
      name: organizations.name,
      country: organizations.defaultCountry,
      timeZone: organizations.timeZone,
      version: organizations.version,
    })
    .from(organizations)
    .where(eq(organizations.id, organizationId));
  if (!row) throw new Error("The organization of the signed-in admin does not exist");
  return row;
}

/** False when somebody was quicker. */
export async function updateSettings(
  tx: Tx,
  { organizationId }: InOrganization,
  version: number,
  { name, country, timeZone }: { name: string; country: string; timeZone: string | null },
): Promise<boolean> {
  const rows = await tx
    .update(organizations)
    .set({ name, defaultCountry: country, timeZone, version: sql`${organizations.version} + 1` })
    .where(and(eq(organizations.id, organizationId), eq(organizations.version, version)))
    .returning({ id: organizations.id });
  return rows.length > 0;
}

/** The sealed tokens of all sub-accounts that have one of their own. */
export async function listSealedTokens(db: Db): Promise<{ accountSid: string; sealed: string }[]> {
  return db
    .select({
      accountSid: organizations.twilioAccountSid,
      sealed: sql<string>`${organizations.twilioTokenSealed}`,
    })
    .from(organizations)
    .where(isNotNull(organizations.twilioTokenSealed));
}

/** Serialises what counts against the maximum, which it returns; audit rows of others may still be written. */
export async function lockOrganization(
  tx: Tx,
  { organizationId }: InOrganization,
): Promise<{ maximumCallerIds: number }> {
  const [row] = await tx
    .select({ maximumCallerIds: organizations.maximumCallerIds })
    .from(organizations)
    .where(eq(organizations.id, organizationId))
    .for("no key update");
  if (!row) throw new Error("The organization of the signed-in admin does not exist");
  return row;
}

/** The person behind a session, while active; the session of someone deactivated finds nobody. */
export async function findActiveUser(db: Db | Tx, userId: string) {
  const [row] = await db
    .select({
      userId: users.id,
      organizationId: users.organizationId,
      organizationName: organizations.name,
      twilioAccountSid: organizations.twilioAccountSid,
      country: organizations.defaultCountry,
      timeZone: organizations.timeZone,
      email: users.email,
      name: users.name,
      kind: users.role,
      owner: users.owner,
    })
    .from(users)
    .innerJoin(organizations, eq(organizations.id, users.organizationId))
    .where(and(eq(users.id, userId), isNull(users.deactivatedAt)));
  return row ? { ...row, timeZone: row.timeZone ?? zoneOfCountry(row.country) } : null;
}

/** Whether a sign-in link may be mailed to this address. */
export async function isActiveAddress(db: Db | Tx, email: string): Promise<boolean> {
  const rows = await db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.email, email), isNull(users.deactivatedAt)));
  return rows.length > 0;
}

export async function listActiveUsers(db: Db | Tx, { organizationId }: InOrganization) {
  return db
    .select({ id: users.id, name: users.name, email: users.email })
    .from(users)
    .where(and(eq(users.organizationId, organizationId), isNull(users.deactivatedAt)))
    .orderBy(asc(users.name), asc(users.id));
}

/** Those of the given users that are active and belong to the organisation. */
export async function activeUsersAmong(db: Db | Tx, { organizationId }: InOrganization, userIds: string[]) {
  if (userIds.length === 0) return [];
  return db
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(
      and(eq(users.organizationId, organizationId), inArray(users.id, userIds), isNull(users.deactivatedAt)),
    )
    .orderBy(asc(users.name), asc(users.id));
}
