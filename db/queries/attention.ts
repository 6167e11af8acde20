import { and, desc, eq, isNull, lt, type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { reconcileRuns } from "@/db/schema";
import type { InOrganization } from "@/lib/domain/actor/actor";
import { GRACE_MINUTES, type Scope } from "@/lib/domain/reconcile/reconcile";
import { isOfInstallation } from "./forwardings";
import { areSet, findingsOf, IS_RENAMED, isOlder, LISTED_AS } from "./reconcile-findings";
import type { Run } from "./reconcile-runs";

/** The host of a web address, as `hostOf` in lib/domain/reconcile finds it. */
const host = (url: SQL) => sql`lower(substring(${url} from '^[a-zA-Z]+://(?:[^/?#]*@)?([^/?#]*)'))`;

/** How a Caller ID `c` stands at Twilio, beside the number `t` that the account has of it: one of `AT_TWILIO`. */
const stateAtTwilio = ({ organizationId, webhooks, older }: Scope) => sql`case
  when t.sid is null then case when c.added_at < (select max(r.started_at) from reconcile_runs r
      where r.organization_id = ${organizationId} and r.state = 'done') - ${GRACE_MINUTES} * interval '1 minute'
    then 'gone' else c.at_twilio end
  when ${IS_RENAMED} then 'renamed'
  when ${areSet(webhooks)} or ${isOlder(older)} then null
  when t.overridden or t.voice_url <> '' and ${host(sql`t.voice_url`)} is distinct from ${host(sql`${webhooks.voiceUrl}`)}
    then 'redirected' else 'altered' end`;

/** The newest complete reading of an organisation, this one or any, that was not noted to its end; null where there is none. */
export async function findUnnotedRun(db: Db, organizationId: string | null): Promise<Run | null> {
  const [run] = await db
    .select()
    .from(reconcileRuns)
    .where(
      and(
        eq(reconcileRuns.state, "done"),
        isNull(reconcileRuns.notedAt),
        organizationId === null ? undefined : eq(reconcileRuns.organizationId, organizationId),
      ),
    )
    .orderBy(desc(reconcileRuns.startedAt))
    .limit(1);
  return run ?? null;
}

/**
 * A reading has been noted to its end, and those before it say nothing any more: how many it found that are new; null where
 * another process was quicker.
 */
export async function endNoting(tx: Tx, { id, organizationId, startedAt }: Run): Promise<number | null> {
  const notedAt = sql`now()`;
  const [run] = await tx
    .update(reconcileRuns)
    .set({ notedAt })
    .where(and(eq(reconcileRuns.id, id), isNull(reconcileRuns.notedAt)))
    .returning({ differing: reconcileRuns.differing });
  if (!run) return null;
  await tx
    .update(reconcileRuns)
    .set({ notedAt })
    .where(
      and(
        eq(reconcileRuns.organizationId, organizationId),
        eq(reconcileRuns.state, "done"),
        isNull(reconcileRuns.notedAt),
        lt(reconcileRuns.startedAt, startedAt),
      ),
    );
  return run.differing;
}

/** Adds to what a reading found; whoever notes it at the same time waits here. */
export async function addDiffering(tx: Tx, { id }: Run, count: number) {
  await tx
    .update(reconcileRuns)
    .set({ differing: sql`${reconcileRuns.differing} + ${count}` })
    .where(eq(reconcileRuns.id, id));
}

/** So many rows are noted at once: nobody waits for more of them. */
const NOTED_AT_ONCE = 5_000;

/**
 * Writes down on Caller IDs of the organisation, on these or on some of all, how each stands at Twilio by what was read of
 * it last: how many became gone or changed by it, and whether that was all.
 */
export async function noteAtTwilio(
  tx: Tx,
  scope: Scope,
  only: string[] | null = null,
): Promise<{ differing: number; isAll: boolean }> {
  const { organizationId } = scope;
  // Locked in the order in which everybody locks them.
  const { rows: locked } = await tx.execute<{ id: string }>(sql`
    select c.id from caller_ids c where c.id = any(array(select c.id from caller_ids c
      left join twilio_numbers t on ${LISTED_AS}
      where c.organization_id = ${organizationId} and c.source = 'twilio' and c.released_at is null
        and ${only === null ? sql`true` : sql`c.e164 = any(${sql.param(only)}::text[])`}
        and c.at_twilio is distinct from ${stateAtTwilio(scope)} limit ${NOTED_AT_ONCE}))
    order by c.id for no key update`);
  if (locked.length === 0) return { differing: 0, isAll: true };
  const { rows } = await tx.execute<{ count: number }>(sql`
    with noted as (update caller_ids n set at_twilio = d.found from (select c.id, ${stateAtTwilio(scope)} as found
        from caller_ids c left join twilio_numbers t on ${LISTED_AS}
        where c.id = any(${sql.param(locked.map(({ id }) => id))}::text[]) and c.released_at is null) d
      where n.id = d.id and n.at_twilio is distinct from d.found returning n.attention)
    select count(*)::int as count from noted where attention in ('gone', 'changed')`);
  return { differing: rows[0]?.count ?? 0, isAll: locked.length < NOTED_AT_ONCE };
}

/** Writes down since when a reading finds numbers that our list has not got, some at a time and in order; the same answer. */
export async function noteUnlisted(tx: Tx, scope: Scope): Promise<{ differing: number; isAll: boolean }> {
  const { organizationId } = scope;
  await tx.execute(sql`update twilio_numbers t set unlisted_since = null
    where t.organization_id = ${organizationId} and t.unlisted_since is not null
      and exists (select from caller_ids c where ${LISTED_AS})`);
  const { rowCount } = await tx.execute(sql`update twilio_numbers n set unlisted_since = now()
    from (select t.twilio_account_sid, t.sid from ${findingsOf("unlisted", scope)} and t.unlisted_since is null
      order by t.sid limit ${NOTED_AT_ONCE} for no key update of t) f
    where n.twilio_account_sid = f.twilio_account_sid and n.sid = f.sid and n.unlisted_since is null`);
  const differing = rowCount ?? 0;
  return { differing, isAll: differing < NOTED_AT_ONCE };
}

/** More than these are not counted one by one. */
export const MANY_TO_LOOK_AT = 1_000;

/** How many numbers Reconcile has for somebody to look at, up to `MANY_TO_LOOK_AT`. */
export async function countToLookAt(db: Db, { organizationId }: InOrganization): Promise<number> {
  const { rows } = await db.execute<{ count: number }>(sql`select count(*)::int as count from (
    (select from twilio_numbers t where t.organization_id = ${organizationId} and t.unlisted_since is not null
      and not exists (select from caller_ids c where ${LISTED_AS}) limit ${MANY_TO_LOOK_AT})
    union all (select from caller_ids c where c.organization_id = ${organizationId} and c.released_at is null
      and c.attention in ('gone', 'changed') limit ${MANY_TO_LOOK_AT})
    union all (select from order_lines l where l.organization_id = ${organizationId} and l.state = 'review'
      limit ${MANY_TO_LOOK_AT})) found`);
  return Math.min(rows[0]?.count ?? 0, MANY_TO_LOOK_AT);
}

/**
 * Looks again at Caller IDs, of anybody, whose forwarding number became one of this installation, or ceased to be: their
 * trigger says what that means. Some at a time; those that somebody is changing have their turn the next time.
 */
export async function noteLoops(db: Db) {
  await db.execute(sql`
    with loops as materialized (select targets.forward_to from
        (select distinct c.forward_to from caller_ids c where c.forward_to is not null and c.released_at is null) targets
      where ${isOfInstallation(sql`targets.forward_to`)})
    update caller_ids set attention = attention where id = any(array(select c.id from caller_ids c
      where c.released_at is null and c.source = 'twilio' and (c.attention is null and c.forward_to in (select * from loops)
        or c.attention = 'unreachable' and c.ring_failed_at is null and c.forward_to not in (select * from loops))
      limit ${NOTED_AT_ONCE} for no key update skip locked))`);
}

/**
 * A call could not reach the number that a Caller ID forwards to, or could again. Nobody waits for whoever is changing it:
 * the next call says it again.
 */
export async function noteRing(
  db: Db,
  { twilioAccountSid, e164, forwardTo }: { twilioAccountSid: string; e164: string; forwardTo: string },
  hasFailed: boolean,
) {
  await db.execute(sql`update caller_ids set ring_failed_at = case when ${hasFailed} then now() end
    where id = (select id from caller_ids where twilio_account_sid = ${twilioAccountSid} and e164 = ${e164}
      and source = 'twilio' and released_at is null and forward_to = ${forwardTo}
      and (ring_failed_at is null) = ${hasFailed} for no key update skip locked)`);
}
