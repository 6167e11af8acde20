import { eq, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { heartbeats, organizations } from "@/db/schema";
import type { InOrganization } from "@/lib/domain/actor/actor";
import { type EngineSettings, FAULTS_SHOWN_FROM } from "@/lib/domain/engine/engine-settings";
import { UNFINISHED_STATES } from "@/lib/domain/orders/order";
import { openSlots } from "./slots";

/** Notes that somebody woke the engine now. */
export async function recordHeartbeat(db: Db, name: string) {
  await db
    .insert(heartbeats)
    .values({ name })
    .onConflictDoUpdate({ target: heartbeats.name, set: { at: sql`now()` } });
}

/** When each of those who wake the engine last came by; the same for every organisation. */
export async function listHeartbeats(db: Db) {
  return db.select({ name: heartbeats.name, at: heartbeats.at }).from(heartbeats);
}

type Counts = {
  queued: number;
  in_flight: number;
  checked: number;
  review: number;
  paused: number;
  waiting_mail: number;
  oldest: string | null;
  slots_used: number;
  lanes_open: number;
};

/** What the engine has before it for one organisation, and how much of its Twilio account's shared limit is in use. */
export async function engineStatus(db: Db, { organizationId }: InOrganization, settings: EngineSettings) {
  const account = sql`(select ${organizations.twilioAccountSid} from ${organizations} where ${eq(organizations.id, organizationId)})`;
  const { rows } = await db.execute<Counts>(sql`
    select
      count(*) filter (where l.state = 'queued' and o.state <> 'paused')::int as queued,
      count(*) filter (where l.state = 'intent' and l.uncertain_since is null)::int as in_flight,
      count(*) filter (where l.state = 'intent' and l.uncertain_since is not null)::int as checked,
      count(*) filter (where l.state = 'review')::int as review,
      min(o.approved_at) filter (where l.state = 'intent' or (l.state = 'queued' and o.state <> 'paused')) as oldest,
      (select count(*) from orders p where p.organization_id = ${organizationId} and p.state = 'paused' and p.ending_since is null)::int as paused,
      (select count(*) from order_notices n where n.organization_id = ${organizationId} and n.ended_at is null)::int as waiting_mail,
      (select count(*) from provider_slots s where s.twilio_account_sid = ${account} and s.lease_until > now())::int as slots_used,
      ${openSlots(account, settings)} as lanes_open
    from order_lines l join orders o on o.id = l.order_id
    where l.organization_id = ${organizationId} and o.state in ${UNFINISHED_STATES}`);
  const row = rows[0];
  if (!row) throw new Error("A count without a row");
  return {
    queued: row.queued,
    inFlight: row.in_flight,
    beingChecked: row.checked,
    review: row.review,
    pausedOrders: row.paused,
    waitingMail: row.waiting_mail,
    /** When the order was approved whose numbers have waited longest. */
    oldest: row.oldest === null ? null : new Date(row.oldest),
    slotsUsed: row.slots_used,
    openSlots: row.lanes_open,
  };
}

const FAULTED_SHOWN = 5;

/**
 * What the engine took up again and again and never could write down, oldest first: numbers, and orders whose snapshot
 * it is. A number in review waits for a person. `total` counts them all.
 */
export async function listRepeatedFaults(db: Db, { organizationId }: InOrganization) {
  const { rows } = await db.execute<{
    orderId: string;
    e164: string | null;
    since: string;
    total: number;
  }>(sql`
    select *, count(*) over ()::int as total from (
      select l.order_id as "orderId", l.e164, coalesce(l.first_attempt_at, o.approved_at) as since
      from order_lines l join orders o on o.id = l.order_id
      where l.organization_id = ${organizationId} and ((l.state in ('queued', 'intent') and l.faults >= ${FAULTS_SHOWN_FROM})
        or (l.state = 'review' and l.reason = 'fault'))
      union all
      select o.id, null, o.approved_at from orders o where o.organization_id = ${organizationId}
        and ((o.state = 'approved' and o.survey_faults >= ${FAULTS_SHOWN_FROM})
          or (o.state = 'paused' and o.paused_reason = 'fault'))
    ) faulted order by since limit ${FAULTED_SHOWN}`);
  return rows.map(({ since, ...row }) => ({ ...row, since: new Date(since) }));
}

/** An order that has not moved for so long stands still: somebody should look. */
const STILL_MINUTES = 10;

/** Orders under way of which nothing has happened for a while, the longest first; or `orderId` alone, if it is one. */
export async function listStandingStill(db: Db, { organizationId }: InOrganization, orderId?: string) {
  const { rows } = await db.execute<{ orderId: string; number: number; left: number; since: string }>(sql`
    select o.id as "orderId", o.number, count(*) filter (where l.state in ('queued', 'intent'))::int as left,
      greatest(o.approved_at, max(l.finished_at), max(l.last_attempt_at), max(resumed.at)) as since
    from orders o join order_lines l on l.order_id = o.id
    left join lateral (select max(e.at) as at from audit_events e
      where e.order_id = o.id and e.event = 'order.resumed') resumed on true
    where o.organization_id = ${organizationId} and o.state in ('approved', 'buying')
      and o.id = coalesce(${orderId ?? null}, o.id)
    group by o.id
    having count(*) filter (where l.state in ('queued', 'intent')) > 0
      and greatest(o.approved_at, max(l.finished_at), max(l.last_attempt_at), max(resumed.at)) < now() - ${STILL_MINUTES} * interval '1 minute'
    order by since limit ${FAULTED_SHOWN}`);
  return rows.map(({ since, ...row }) => ({ ...row, since: new Date(since) }));
}
