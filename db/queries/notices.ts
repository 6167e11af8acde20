import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { inMs, isDue, isExactly } from "@/db/leases";
import type { orderNotices, releaseNotices, userNotices } from "@/db/schema";

type Notices = typeof orderNotices | typeof releaseNotices | typeof userNotices;

/** What makes a notice somebody's to send, for so many milliseconds. */
export const claimedFor = (notices: Notices, lease: number) => ({
  notBefore: inMs(lease),
  tries: sql`${notices.tries} + 1`,
});

/** The oldest that is due, of those `n` that `which` says. */
export const isNext = (
  notices: Notices,
  which = sql`true`,
) => sql`${notices.id} = (select n.id from ${notices} n
  where n.ended_at is null and ${isDue(sql`n.not_before`)} and ${which}
  order by n.created_at limit 1 for update skip locked)`;

/** Addresses of who owns an organisation, and is one of those `a` that `which` says; where nobody does, of its admins. */
export const ownersOf = (organizationId: SQLWrapper, which = sql`true`): SQL<string[]> =>
  sql`array(select a.email from users a where a.organization_id = ${organizationId} and ${which}
    and a.role = 'admin' and a.deactivated_at is null and a.owner = exists (select from users o
      where o.organization_id = a.organization_id and o.owner and o.deactivated_at is null) order by a.id)`;

/** It was sent, or is of no use; not if it has to be told again meanwhile. */
export async function endNotice(db: Db, notices: Notices, { id, version }: { id: string; version: string }) {
  await db.execute(
    sql`update ${notices} n set ended_at = now() where n.id = ${id} and ${isExactly(sql`n.created_at`, version)}`,
  );
}

/** It could not be sent: again after so many milliseconds. */
export async function postponeNotice(db: Db, notices: Notices, noticeId: string, ms: number) {
  await db.execute(sql`update ${notices} n set not_before = ${inMs(ms)} where n.id = ${noticeId}`);
}
