import { sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";

/** Lines that block their number: it may be bought at any moment. */
const OPEN = sql`('queued', 'intent', 'review')`;

/** One approval at a time looks for circles in the whole installation: two that make one together never pass together. */
export async function lockForwardings(tx: Tx) {
  await tx.execute(sql`select pg_advisory_xact_lock(20261126)`);
}

/**
 * Whose number this is, as far as call-backs to it would come back to us: a Caller ID of the organisation, on order in
 * it, or anybody else's number of this installation; null for a number outside.
 */
export async function standingOf(
  db: Db | Tx,
  organizationId: string,
  e164: string,
): Promise<"own-number" | "on-order" | "of-installation" | null> {
  const { rows } = await db.execute<{ own: boolean; on_order: boolean; elsewhere: boolean }>(sql`
    select
      exists (select 1 from caller_ids c where c.organization_id = ${organizationId}
        and c.e164 = ${e164} and c.released_at is null) as own,
      exists (select 1 from order_lines l where l.organization_id = ${organizationId}
        and l.e164 = ${e164} and l.state in ${OPEN}) as on_order,
      exists (select 1 from caller_ids c where c.e164 = ${e164} and c.source = 'twilio' and c.released_at is null)
        or exists (select 1 from order_lines l where l.e164 = ${e164} and l.state in ${OPEN}) as elsewhere`);
  const row = rows[0];
  if (row?.own) return "own-number";
  if (row?.on_order) return "on-order";
  return row?.elsewhere ? "of-installation" : null;
}

/** The one of these numbers that most call-backs of the organisation go to: of Caller IDs, and of lines on order. */
export async function mostForwardedTo(
  db: Db | Tx,
  organizationId: string,
  numbers: string[],
): Promise<{ e164: string; callerIds: number; onOrder: number } | null> {
  const { rows } = await db.execute<{ e164: string; callerIds: number; onOrder: number }>(sql`
    select * from (select n.e164,
      (select count(*)::int from caller_ids c where c.organization_id = ${organizationId}
        and c.forward_to = n.e164 and c.released_at is null) as "callerIds",
      (select count(*)::int from orders o join order_lines l on l.order_id = o.id and l.state in ${OPEN}
        where o.organization_id = ${organizationId} and o.forward_to = n.e164
          and o.state in ('approved', 'buying', 'paused')) as "onOrder"
      from unnest(${sql.param(numbers)}::text[]) n (e164)) found
    where "callerIds" + "onOrder" > 0 order by "callerIds" + "onOrder" desc, e164 limit 1`);
  return rows[0] ?? null;
}
