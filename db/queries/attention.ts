import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
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
const found = ({ organizationId, webhooks, older }: Scope) => sql`case
  when t.sid is null then case when c.added_at < (select max(r.started_at) from reconcile_runs r
      where r.organization_id = ${organizationId} and r.state = 'done') - ${GRACE_MINUTES} * interval '1 minute'
    then 'gone' else c.at_twilio end
  when ${IS_RENAMED} then 'renamed'
  when ${areSet(webhooks)} or ${isOlder(older)} then null
  when t.overridden or t.voice_url <> '' and ${host(sql`t.voice_url`)} is distinct from ${host(sql`${webhooks.voiceUrl}`)}
    then 'redirected' else 'altered' end`;

/**
 * Takes the newest complete reading of an organisation, this one or any, that nobody has noted; the ones before it say
 * nothing any more. Null where all are noted, or another process is about it.
 */
export async function takeUnnotedRun(tx: Tx, organizationId: string | null): Promise<Run | null> {
  const [run] = await tx
    .update(reconcileRuns)
    .set({ notedAt: sql`now()` })
    .where(
      sql`${reconcileRuns.id} = (select r.id from ${reconcileRuns} r where r.state = 'done' and r.noted_at is null
        and ${organizationId === null ? sql`true` : sql`r.organization_id = ${organizationId}`}
        order by r.started_at desc limit 1 for update skip locked)`,
    )
    .returning();
  if (!run) return null;
  await tx
    .update(reconcileRuns)
    .set({ notedAt: sql`now()` })
    .where(
      and(
        eq(reconcileRuns.organizationId, run.organizationId),
        eq(reconcileRuns.state, "done"),
        isNull(reconcileRuns.notedAt),
      ),
    );
  return run;
}

/**
 * Writes down on the organisation's Caller IDs, or on these, how each stands at Twilio by what was read of it last. How many
 * became gone or changed by it.
 */
export async function noteAtTwilio(tx: Tx, scope: Scope, only: string[] | null = null): Promise<number> {
  const { organizationId } = scope;
  const differing = sql`select c.id, ${found(scope)} as found from caller_ids c
    left join twilio_numbers t on ${LISTED_AS}
    where c.organization_id = ${organizationId} and c.source = 'twilio' and c.released_at is null
      and ${only === null ? sql`true` : sql`c.e164 = any(${sql.param(only)}::text[])`}
      and c.at_twilio is distinct from ${found(scope)}`;
  // In the order in which everybody locks them.
  await tx.execute(sql`select count(*) from (select from caller_ids c where c.id in (select id from (${differing}) d)
    order by c.id for no key update) locked`);
  const { rows } = await tx.execute<{ count: number }>(sql`
    with noted as (update caller_ids c set at_twilio = d.found from (${differing}) d where c.id = d.id
      returning c.attention)
    select count(*)::int as count from noted where attention in ('gone', 'changed')`);
  return rows[0]?.count ?? 0;
}

/** Writes down since when a reading finds numbers that our list has not got; how many are new. */
export async function noteUnlisted(tx: Tx, scope: Scope): Promise<number> {
  const { organizationId } = scope;
  await tx.execute(sql`update twilio_numbers t set unlisted_since = null
    where t.organization_id = ${organizationId} and t.unlisted_since is not null
      and exists (select from caller_ids c where ${LISTED_AS})`);
  const { rowCount } = await tx.execute(sql`update twilio_numbers set unlisted_since = now()
    where unlisted_since is null and (twilio_account_sid, sid) in
      (select t.twilio_account_sid, t.sid from ${findingsOf("unlisted", scope)})`);
  return rowCount ?? 0;
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
 * trigger says what that means. Those that somebody is changing have their turn the next time.
 */
export async function noteLoops(db: Db) {
  await db.execute(sql`
    with loops as materialized (select targets.forward_to from
        (select distinct c.forward_to from caller_ids c where c.forward_to is not null and c.released_at is null) targets
      where ${isOfInstallation(sql`targets.forward_to`)})
    update caller_ids set attention = attention where id in (select c.id from caller_ids c
      where c.released_at is null and c.source = 'twilio' and (c.attention is null and c.forward_to in (select * from loops)
        or c.attention = 'unrung' and c.ring_failed_at is null and c.forward_to not in (select * from loops))
      for no key update skip locked)`);
}

/** A call could not reach the forwarding number of a Caller ID, or could again. */
export async function noteRing(
  db: Db,
  { twilioAccountSid, e164 }: { twilioAccountSid: string; e164: string },
  hasFailed: boolean,
) {
  await db.execute(sql`update caller_ids set ring_failed_at = case when ${hasFailed} then now() end
    where twilio_account_sid = ${twilioAccountSid} and e164 = ${e164} and source = 'twilio' and released_at is null
      and (ring_failed_at is null) = ${hasFailed}`);
}
