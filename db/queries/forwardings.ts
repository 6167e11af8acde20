import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import type { InOrganization } from "@/lib/domain/actor/actor";
import type { LoopProblem } from "@/lib/domain/forwarding/forwarding";
import { OPEN_STATES } from "@/lib/domain/orders/line";
import { UNFINISHED_STATES } from "@/lib/domain/orders/order";

/**
 * Whether a number is one that this installation bought, whoever has it: a call-back to it would come back to us. A
 * number of the team's own does not. One look into an index a row: of an "exists" the planner makes a hash of all numbers.
 */
export const isOfInstallation = (e164: SQLWrapper) =>
  sql<boolean>`coalesce((select true from caller_ids ours where ours.e164 = ${e164}
    and ours.source = 'twilio' and ours.released_at is null limit 1), false)`;

/** Beside the one of db/migrate.ts. */
const FORWARDINGS_LOCK = 20261126;

/** One approval at a time looks for circles in the whole installation: two that make one together never pass together. */
export async function lockForwardings(tx: Tx) {
  await tx.execute(sql`select pg_advisory_xact_lock(${FORWARDINGS_LOCK})`);
}

/** What makes call-backs to a number come back to us, one look into an index each. */
const conflicts = ({ organizationId }: InOrganization, e164: SQLWrapper) => {
  const isOnOrder = (
    whose: SQL,
  ) => sql`coalesce((select true from order_lines l where ${whose} and l.e164 = ${e164}
    and l.state in ${OPEN_STATES} limit 1), false)`;
  return {
    own: sql`coalesce((select true from caller_ids o where o.organization_id = ${organizationId}
      and o.e164 = ${e164} and o.released_at is null limit 1), false)`,
    onOrder: isOnOrder(sql`l.organization_id = ${organizationId}`),
    elsewhere: sql`(${isOfInstallation(e164)} or ${isOnOrder(sql`true`)})`,
  };
};

/** Whether any of them does. */
export function wouldComeBack(of: InOrganization, e164: SQLWrapper): SQL {
  const { own, elsewhere } = conflicts(of, e164);
  return sql`(${own} or ${elsewhere})`;
}

/**
 * Whose number this is, as far as call-backs to it would come back to us: a Caller ID of the organisation, on order in
 * it, or anybody else's number of this installation; null for a number outside.
 */
export async function findForwardingConflict(
  db: Db | Tx,
  of: InOrganization,
  e164: string,
): Promise<Exclude<LoopProblem, "in-this-order"> | null> {
  const { own, onOrder, elsewhere } = conflicts(of, sql`${e164}`);
  const { rows } = await db.execute<{ own: boolean; on_order: boolean; elsewhere: boolean }>(
    sql`select ${own} as own, ${onOrder} as on_order, ${elsewhere} as elsewhere`,
  );
  const row = rows[0];
  if (row?.own) return "own-number";
  if (row?.on_order) return "on-order";
  return row?.elsewhere ? "of-installation" : null;
}

/** The one of these numbers that most call-backs of the organisation go to: of Caller IDs, and of lines on order. */
export async function mostForwardedTo(
  db: Db | Tx,
  { organizationId }: InOrganization,
  numbers: string[],
): Promise<{ e164: string; callerIds: number; onOrder: number } | null> {
  const { rows } = await db.execute<{ e164: string; callerIds: number; onOrder: number }>(sql`
    select * from (select n.e164,
      (select count(*)::int from caller_ids c where c.organization_id = ${organizationId}
        and c.forward_to = n.e164 and c.released_at is null) as "callerIds",
      (select count(*)::int from orders o join order_lines l on l.order_id = o.id and l.state in ${OPEN_STATES}
        where o.organization_id = ${organizationId} and o.forward_to = n.e164
          and o.state in ${UNFINISHED_STATES}) as "onOrder"
      from unnest(${sql.param(numbers)}::text[]) n (e164)) found
    where "callerIds" + "onOrder" > 0 order by "callerIds" + "onOrder" desc, e164 limit 1`);
  return rows[0] ?? null;
}
