import { and, eq, getTableColumns, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { exactly } from "@/db/leases";
import { organizations, releaseNotices, releases, users } from "@/db/schema";
import { claimedFor, isNext, ownersOf } from "./notices";

/** Takes the oldest notice of a release that is due, for so many milliseconds; null when none is. */
export async function claimReleaseNotice(db: Db, lease: number) {
  const [claimed] = await db
    .update(releaseNotices)
    .set(claimedFor(releaseNotices, lease))
    .where(isNext(releaseNotices))
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
      to: ownersOf(releases.organizationId),
    })
    .from(releases)
    .innerJoin(users, eq(users.id, releases.userId))
    .innerJoin(organizations, eq(organizations.id, releases.organizationId))
    .where(and(eq(releases.organizationId, claimed.organizationId), eq(releases.id, claimed.releaseId)));
  if (!release) throw new Error("A notice without its release");
  return { ...claimed, release };
}
