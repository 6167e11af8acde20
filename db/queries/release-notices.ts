import { and, eq, getTableColumns, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { exactly, inMs, isDue } from "@/db/leases";
import { organizations, releaseNotices, releases, users } from "@/db/schema";

/** Takes the oldest notice of a release that is due, for so many milliseconds; null when none is. */
export async function claimReleaseNotice(db: Db, lease: number) {
  const [claimed] = await db
    .update(releaseNotices)
    .set({ notBefore: inMs(lease), tries: sql`${releaseNotices.tries} + 1` })
    .where(
      sql`${releaseNotices.id} = (select n.id from release_notices n
        where n.ended_at is null and ${isDue(sql`n.not_before`)}
        order by n.created_at limit 1 for update skip locked)`,
    )
    .returning({ ...getTableColumns(releaseNotices), version: exactly(releaseNotices.createdAt) });
  if (!claimed) return null;
  const [release] = await db
    .select({
      reason: releases.reason,
      words: releases.words,
      who: users.name,
      organizationName: organizations.name,
      // No sum of several currencies.
      released: sql<{ numbers: number; micros: number; currency: string | null }>`(select jsonb_build_object(
          'numbers', count(*), 'micros', coalesce(sum(c.price_micros), 0),
          'currency', case when count(distinct c.currency) = 1 then min(c.currency) end)
        from release_lines l join caller_ids c on c.id = l.caller_id_id
        where l.notice_id = ${claimed.id})`,
      // All owners; where nobody is one, the admins.
      to: sql<string[]>`array(select a.email from users a where a.organization_id = ${releases.organizationId}
        and a.role = 'admin' and a.deactivated_at is null and a.owner = exists (select from users o
          where o.organization_id = a.organization_id and o.owner and o.deactivated_at is null) order by a.id)`,
    })
    .from(releases)
    .innerJoin(users, eq(users.id, releases.userId))
    .innerJoin(organizations, eq(organizations.id, releases.organizationId))
    .where(and(eq(releases.organizationId, claimed.organizationId), eq(releases.id, claimed.releaseId)));
  if (!release) throw new Error("A notice without its release");
  return { ...claimed, release };
}
