import { and, eq, getTableColumns, isNull, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { exactly } from "@/db/leases";
import { organizations, userNotices, users } from "@/db/schema";
import type { InOrganization } from "@/lib/domain/actor/actor";
import type { UserNotice } from "@/lib/domain/people/notices";
import { claimedFor, isNext } from "./notices";

/** Has somebody told, once the change of this transaction is true. What happens again while it waits is told once. */
export async function addUserNotice(
  tx: Tx,
  { organizationId }: InOrganization,
  notice: { userId: string; kind: UserNotice; to: string },
) {
  await tx
    .insert(userNotices)
    .values({ ...notice, organizationId })
    .onConflictDoUpdate({
      target: [userNotices.userId, userNotices.kind, userNotices.to],
      targetWhere: isNull(userNotices.endedAt),
      set: { createdAt: sql`now()` },
    });
}

/** Whether somebody was told so, or is about to be, in the last minutes. */
export async function wasJustTold(
  tx: Tx,
  userId: string,
  kind: UserNotice,
  minutes: number,
): Promise<boolean> {
  const { rows } =
    await tx.execute(sql`select from user_notices n where n.user_id = ${userId} and n.kind = ${kind}
    and n.created_at > now() - ${minutes} * interval '1 minute' limit 1`);
  return rows.length > 0;
}

/** Takes the oldest notice that is due, for so many milliseconds: an invitation, or any other; null when none is. */
export async function claimUserNotice(db: Db, lease: number, what: "invitations" | "others") {
  const [claimed] = await db
    .update(userNotices)
    .set(claimedFor(userNotices, lease))
    .where(isNext(userNotices, what === "invitations" ? sql`n.kind = 'invited'` : sql`n.kind <> 'invited'`))
    .returning({ ...getTableColumns(userNotices), version: exactly(userNotices.createdAt) });
  if (!claimed) return null;
  const [person] = await db
    .select({
      name: users.name,
      deactivatedAt: users.deactivatedAt,
      phone: users.phone,
      organizationName: organizations.name,
    })
    .from(users)
    .innerJoin(organizations, eq(organizations.id, users.organizationId))
    .where(and(eq(users.organizationId, claimed.organizationId), eq(users.id, claimed.userId)));
  if (!person) throw new Error("A notice without its person");
  return { ...claimed, person };
}
