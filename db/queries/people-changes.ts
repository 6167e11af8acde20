import { and, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { inMs } from "@/db/leases";
import { addressChanges, sessions, users, verificationTokens } from "@/db/schema";
import type { InOrganization } from "@/lib/domain/actor/actor";

type Change = Partial<
  Pick<
    typeof users.$inferInsert,
    "name" | "email" | "phone" | "team" | "role" | "owner" | "finishedMails"
  > & {
    deactivatedAt: SQL | null;
  }
>;

/** Registers somebody; null when the address is registered already, wherever. */
export async function insertPerson(
  tx: Tx,
  { organizationId }: InOrganization,
  person: Pick<typeof users.$inferInsert, "name" | "email" | "phone" | "team" | "role" | "owner">,
): Promise<string | null> {
  const [row] = await tx
    .insert(users)
    .values({ ...person, organizationId, invitedAt: sql`now()` })
    .onConflictDoNothing({ target: users.email })
    .returning({ id: users.id });
  return row?.id ?? null;
}

/** Changes somebody who is still of this version, and raises it; false when somebody was quicker. */
export async function updatePerson(
  tx: Tx,
  { organizationId }: InOrganization,
  { id, version }: { id: string; version: number },
  change: Change,
): Promise<boolean> {
  const rows = await tx
    .update(users)
    .set({ ...change, version: sql`${users.version} + 1` })
    .where(and(eq(users.organizationId, organizationId), eq(users.id, id), eq(users.version, version)))
    .returning({ id: users.id });
  return rows.length > 0;
}

/** From this moment of the database's clock: what is assigned later in the same transaction counts as later. */
export const NOW = sql`now()`;

/** Whether an address was somebody's already when it was written. */
export const isTakenAddress = (fault: unknown) =>
  (fault as { cause?: { constraint?: string } })?.cause?.constraint === "users_email";

/** Whether the database kept the last active owner from going; two who demote each other both try. */
export const isLastOwner = (fault: unknown) =>
  (fault as { cause?: { constraint?: string } })?.cause?.constraint === "users_last_owner";

/** Keeps others from changing these people, and from giving them numbers, until the end of the transaction. */
export async function lockPeople(tx: Tx, { organizationId }: InOrganization, userIds: string[]) {
  await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.organizationId, organizationId), inArray(users.id, userIds)))
    .orderBy(users.id)
    .for("no key update");
}

/** Ends whatever lets somebody in: their sessions and the sign-in links that were mailed to `email`. Returns how many sessions. */
export async function endAccess(tx: Tx, userId: string, email: string): Promise<number> {
  await tx.delete(verificationTokens).where(eq(verificationTokens.identifier, email));
  const ended = await tx
    .delete(sessions)
    .where(eq(sessions.userId, userId))
    .returning({ expires: sessions.expires });
  return ended.length;
}

/** Sessions that still work, the newest use first; nothing of them lets anybody in. */
export async function listSessions(db: Db, userId: string) {
  return db
    .select({
      id: sql<string>`left(md5(${sessions.sessionToken}), 8)`,
      lastUsedAt: sessions.lastUsedAt,
      network: sessions.network,
    })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), sql`${sessions.expires} > now()`))
    .orderBy(sql`${sessions.lastUsedAt} desc nulls last`)
    .limit(50);
}

/** Writes down that a session was used, at most every ten minutes. */
export async function touchSession(db: Db, token: string, network: string | null) {
  await db
    .update(sessions)
    .set({ lastUsedAt: sql`now()`, network })
    .where(
      and(
        eq(sessions.sessionToken, token),
        sql`(${sessions.lastUsedAt} is null or ${sessions.lastUsedAt} < now() - interval '10 minutes')`,
      ),
    );
}

/** A new address that waits for its link to be used; an earlier one of the same person ends. */
export async function insertAddressChange(
  tx: Tx,
  { organizationId }: InOrganization,
  { userId, email, ms }: { userId: string; email: string; ms: number },
): Promise<string> {
  await endAddressChanges(tx, userId);
  const [row] = await tx
    .insert(addressChanges)
    .values({ organizationId, userId, email, expiresAt: inMs(ms) })
    .returning({ id: addressChanges.id });
  if (!row) throw new Error("The new address was not written");
  return row.id;
}

/** Whether one waited. Its link is of no use any more. */
export async function endAddressChanges(tx: Tx, userId: string): Promise<boolean> {
  const ended = await tx
    .update(addressChanges)
    .set({ endedAt: sql`now()` })
    .where(and(eq(addressChanges.userId, userId), isNull(addressChanges.endedAt)))
    .returning({ id: addressChanges.id });
  return ended.length > 0;
}

/** The new address that somebody asked for and nobody has confirmed yet. */
export async function findWaitingAddress(db: Db | Tx, userId: string) {
  const [row] = await db
    .select({
      id: addressChanges.id,
      email: addressChanges.email,
      expiresAt: addressChanges.expiresAt,
      expired: sql<boolean>`${addressChanges.expiresAt} <= now()`,
    })
    .from(addressChanges)
    .where(and(eq(addressChanges.userId, userId), isNull(addressChanges.endedAt)));
  return row ?? null;
}

/** A change of an address by its id, whoever's: its link was proved. */
export async function findAddressChange(db: Db | Tx, id: string) {
  const [row] = await db
    .select({
      id: addressChanges.id,
      organizationId: addressChanges.organizationId,
      userId: addressChanges.userId,
      email: addressChanges.email,
      waits: sql<boolean>`${addressChanges.endedAt} is null and ${addressChanges.expiresAt} > now()`,
    })
    .from(addressChanges)
    .where(eq(addressChanges.id, id));
  return row ?? null;
}
