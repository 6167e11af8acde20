import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { inMs, isFree } from "@/db/leases";
import { lineDueAt } from "@/db/schema";
import { CHECK_SLOT, type EngineSettings } from "@/lib/domain/engine/engine-settings";
import { UNFINISHED_STATES } from "@/lib/domain/orders/order";
import { openSlots, type Slot } from "./slots";

// Orders queue for the engine by `due_at`, the moment of their next turn, which triggers keep from being later than
// something of an order is due. See docs/decisions/025-orders-queue.md.

/** Orders `o` of one organisation, or everybody's. */
export const inScope = (organizationId: string | null) =>
  organizationId === null ? sql`true` : sql`o.organization_id = ${organizationId}`;

/** Orders that are looked at in one statement. */
const LOOKED_AT = 50;

/** Orders `o` whose turn it is, who waits longest first. */
const waitingOrders = (organizationId: string | null) => sql`(select o.* from orders o
  where o.state in ${UNFINISHED_STATES} and o.due_at <= now() and ${inScope(organizationId)}
  order by o.due_at limit ${LOOKED_AT})`;

/**
 * A slot for the order that has waited longest and has work; its next turn comes after everybody else's. So it costs the
 * same however many orders are open. The slot for checks first: it alone takes snapshots, and must never wait behind
 * purchases.
 */
export async function claimSlot(
  db: Db,
  organizationId: string | null,
  settings: EngineSettings,
): Promise<Slot | null> {
  const { rows } = await db.execute<{ account: string; index: number; fence: string }>(sql`
    with chosen as materialized (
      select o.id, o.twilio_account_sid, slot.lane from ${waitingOrders(organizationId)} o
      cross join lateral ${WORK_OF_ORDER} work
      cross join lateral (
        select s.lane from provider_slots s
        where s.twilio_account_sid = o.twilio_account_sid and ${isFree(sql`s.lease_until`)}
          and case when s.lane = ${CHECK_SLOT} then least(work.snapshot_at, work.check_at) <= now()
            else least(work.check_at, work.buy_at) <= now()
              and s.lane < ${openSlots(sql`s.twilio_account_sid`, settings)} end
        order by s.lane = ${CHECK_SLOT} desc, random() limit 1 for update skip locked) slot
      order by o.due_at limit 1),
    moved_on as (update orders set due_at = now() where id in (
      select o.id from orders o where o.id = (select id from chosen) for no key update skip locked))
    update provider_slots s set lease_until = ${inMs(settings.lease)}, fence = s.fence + 1
    from chosen where s.twilio_account_sid = chosen.twilio_account_sid and s.lane = chosen.lane
    returning s.twilio_account_sid as account, s.lane as index, s.fence`);
  const row = rows[0];
  return row ? { account: row.account, index: row.index, slotFence: Number(row.fence) } : null;
}

/** When each kind of work of an order `o` is due; null where it has none. Its columns are used often, and asked for once. */
const WORK_OF_ORDER = sql`(select
    case when o.state = 'approved' then coalesce(greatest(o.survey_until, o.not_before), '-infinity') end as snapshot_at,
    ${nextLineOf("intent")} as check_at,
    case when o.state = 'buying' then ${nextLineOf("queued")} end as buy_at
  offset 0)`;

function nextLineOf(state: "queued" | "intent") {
  const due = lineDueAt({ leaseUntil: sql`l.lease_until`, notBefore: sql`l.not_before` });
  return sql`(select min(${due}) from order_lines l where l.order_id = o.id and l.state = ${sql.raw(`'${state}'`)})`;
}

/**
 * Milliseconds until there may be work again; null when nothing that is open in scope comes by itself. Orders whose turn
 * it is and that have nothing due get theirs when they have, unless somebody changed them meanwhile; those that only lack
 * a slot step back where there are so many that nobody sees who stands behind them.
 */
export async function msUntilNextWork(db: Db, organizationId: string | null): Promise<number | null> {
  await db.execute(sql`
    with idle as materialized (
      select * from (
        select o.id, o.due_at, case when work.next is not null then greatest(work.next, now()) end as next,
          work.next <= now() as lacks_slot, count(*) over () as waiting
        from ${waitingOrders(organizationId)} o
        cross join lateral (select least(snapshot_at, check_at, buy_at) as next from ${WORK_OF_ORDER} w) work) looked
      where lacks_slot is not true or waiting = ${LOOKED_AT}),
    unchanged as materialized (
      select o.id, idle.next from orders o join idle on idle.id = o.id and idle.due_at = o.due_at
      for no key update of o skip locked)
    update orders o set due_at = unchanged.next from unchanged where o.id = unchanged.id`);
  const { rows } = await db.execute<{ ms: number | null }>(sql`
    select (extract(epoch from min(o.due_at) - clock_timestamp()) * 1000)::float8 as ms
    from orders o where o.state in ${UNFINISHED_STATES} and ${inScope(organizationId)}`);
  const ms = rows[0]?.ms ?? null;
  return ms === null ? null : Math.max(ms, 0);
}

/**
 * Gives a turn to orders that have none and should: it was put off for good while a line was being claimed, or lies
 * further ahead than anything waits, `longest` milliseconds, because the database moved to a clock that is behind.
 */
export async function wakeForgottenOrders(
  db: Db,
  organizationId: string | null,
  longest: number,
): Promise<void> {
  await db.execute(sql`
    update orders o set due_at = now()
    where o.state in ${UNFINISHED_STATES} and ${inScope(organizationId)} and (o.due_at > ${inMs(longest)}
      or (o.due_at is null and exists (select from order_lines l where l.order_id = o.id
        and (l.state = 'intent' or (l.state = 'queued' and o.state <> 'paused')))))`);
}
