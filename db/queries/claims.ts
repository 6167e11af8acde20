import { and, eq, type SQLWrapper, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db, Tx } from "@/db/client";
import { exactly, inMs, isDue, isFree, taken } from "@/db/leases";
import { orderLines, orders } from "@/db/schema";
import { CHECK_SLOT, type EngineSettings } from "@/lib/domain/engine/engine-settings";
import type { ClaimedFacts } from "@/lib/domain/engine/settlement";
import { UNFINISHED_STATES } from "@/lib/domain/orders/order";
import { freeSlot, openSlots, renewSlot, type Slot } from "./slots";

/**
 * What one worker took on: a slot of the shared limit and either an order to snapshot, a line to buy, or a line whose
 * earlier attempt must be looked up. All leases run on the database's clock, the one clock that every process shares.
 */
export type ClaimedLine = Slot & {
  kind: "buy" | "check";
  line: ClaimedFacts & {
    organizationId: string;
    orderId: string;
    e164: string;
    fence: number;
    /** Claims in a row that were never written down, this one counted. */
    faults: number;
  };
};
export type ClaimedSnapshot = Slot & {
  kind: "snapshot";
  order: {
    id: string;
    organizationId: string;
    tries: number;
    /** Snapshots in a row that were never written down, this one counted. */
    faults: number;
    /** The reading of the account that it waits for, if any. */
    runId: string | null;
    /** Until when the order is ours to snapshot, as the database wrote it: the snapshot's fence. */
    until: string;
  };
};
export type Claim = ClaimedLine | ClaimedSnapshot;

const inScope = (organizationId: string | null) =>
  organizationId === null ? sql`true` : sql`o.organization_id = ${organizationId}`;

/** An order that nobody takes a snapshot for right now. */
const SNAPSHOT_DUE = sql`o.state = 'approved' and ${isFree(sql`o.survey_until`)} and ${isDue(sql`o.not_before`)}`;
/** A line that nobody works on right now. Lines of a paused order are looked up, never bought. */
const LINE_FREE = sql`${isFree(sql`l.lease_until`)} and ${isDue(sql`l.not_before`)}`;
const BUY_DUE = sql`l.state = 'queued' and o.state = 'buying' and ${LINE_FREE}`;
const CHECK_DUE = sql`l.state = 'intent' and o.state in ${UNFINISHED_STATES} and ${LINE_FREE}`;

/** Takes a free slot and the work that is due for it; the intent to buy is committed before any byte leaves. */
export async function claimWork(
  db: Db,
  organizationId: string | null,
  settings: EngineSettings,
): Promise<Claim | null> {
  return db.transaction(async (tx) => {
    const slot = await claimSlot(tx, organizationId, settings);
    if (!slot) return null;
    const snapshot =
      slot.index === CHECK_SLOT ? await claimSnapshot(tx, slot, organizationId, settings.lease) : null;
    const claim = snapshot ?? (await claimLine(tx, slot, organizationId, settings));
    if (!claim) await freeSlot(tx, slot);
    return claim;
  });
}

/** The next line for a slot whose request has been answered; null gives the slot back. */
export async function claimNext(
  db: Db,
  { account, index, slotFence }: Slot,
  organizationId: string | null,
  settings: EngineSettings,
): Promise<ClaimedLine | null> {
  const slot = { account, index, slotFence };
  // The slot for checks is given back each time: a snapshot may be waiting for it.
  const claim = index === CHECK_SLOT ? null : await claimLine(db, slot, organizationId, settings);
  if (!claim) await freeSlot(db, slot);
  return claim;
}

/** The slot for checks first: it alone takes snapshots, and must never wait behind purchases. Then who has fewest slots. */
async function claimSlot(
  tx: Tx,
  organizationId: string | null,
  settings: EngineSettings,
): Promise<Slot | null> {
  const scope = inScope(organizationId);
  const { rows } = await tx.execute<{ account: string; index: number; fence: string }>(sql`
    update provider_slots s set lease_until = ${inMs(settings.lease)}, fence = s.fence + 1
    from (
      select s.twilio_account_sid, s.lane from provider_slots s
      left join (select b.twilio_account_sid, count(*) as slots from provider_slots b
        where b.lease_until > now() group by 1) busy using (twilio_account_sid)
      where ${isFree(sql`s.lease_until`)}
        and s.twilio_account_sid in (select o.twilio_account_sid from orders o
          where o.state in ${UNFINISHED_STATES} and ${scope})
        and (s.lane = ${CHECK_SLOT} or s.lane < ${openSlots(sql`s.twilio_account_sid`, settings)}) and (
        exists (select 1 from order_lines l join orders o on o.id = l.order_id
          where l.twilio_account_sid = s.twilio_account_sid and ${scope}
            and (${CHECK_DUE} or (s.lane <> ${CHECK_SLOT} and ${BUY_DUE})))
        or (s.lane = ${CHECK_SLOT} and exists (select 1 from orders o
          where o.twilio_account_sid = s.twilio_account_sid and ${scope} and ${SNAPSHOT_DUE})))
      order by s.lane = ${CHECK_SLOT} desc, coalesce(busy.slots, 0), random()
      limit 1 for update of s skip locked
    ) free
    where s.twilio_account_sid = free.twilio_account_sid and s.lane = free.lane
    returning s.twilio_account_sid as account, s.lane as index, s.fence`);
  const row = rows[0];
  return row ? { account: row.account, index: row.index, slotFence: Number(row.fence) } : null;
}

async function claimSnapshot(
  tx: Tx,
  slot: Slot,
  organizationId: string | null,
  lease: number,
): Promise<ClaimedSnapshot | null> {
  const [order] = await tx
    .update(orders)
    .set({ snapshotUntil: inMs(lease), snapshotFaults: sql`${orders.snapshotFaults} + 1` })
    .where(
      sql`${orders.id} = (select o.id from orders o
        where o.twilio_account_sid = ${slot.account} and ${inScope(organizationId)} and ${SNAPSHOT_DUE}
        order by o.approved_at limit 1 for update skip locked)`,
    )
    .returning({
      id: orders.id,
      organizationId: orders.organizationId,
      tries: orders.snapshotTries,
      faults: orders.snapshotFaults,
      runId: orders.snapshotRunId,
      until: exactly(orders.snapshotUntil),
    });
  return order ? { ...slot, kind: "snapshot", order } : null;
}

/** A line for a slot, which is kept for it; null when none is due, or the slot has passed to another. */
async function claimLine(
  db: Db | Tx,
  slot: Slot,
  organizationId: string | null,
  settings: EngineSettings,
): Promise<ClaimedLine | null> {
  const kept = db.$with("kept").as(renewSlot(db, slot, settings.lease));
  const due = dueLine(db, slot, organizationId, settings);
  const isNew = sql`${due.was} = 'queued'`;
  const [row] = await db
    .with(kept)
    .update(orderLines)
    .set({
      ...taken(orderLines, settings.lease),
      state: "intent",
      attempts: sql`${orderLines.attempts} + (${isNew})::int`,
      faults: sql`${orderLines.faults} + 1`,
      firstAttemptAt: sql`case when ${isNew} and ${orderLines.attempts} = 0 then now()
        else coalesce(${orderLines.firstAttemptAt}, now()) end`,
      lastAttemptAt: sql`case when ${isNew} then now() else ${orderLines.lastAttemptAt} end`,
      uncertainSince: sql`case when ${isNew} then null else coalesce(${orderLines.uncertainSince}, now()) end`,
    })
    .from(due)
    .where(and(eq(orderLines.id, due.id), sql`exists (select from ${kept})`))
    .returning({
      was: due.was,
      line: {
        id: orderLines.id,
        organizationId: orderLines.organizationId,
        orderId: orderLines.orderId,
        e164: orderLines.e164,
        fence: orderLines.fence,
        attempts: orderLines.attempts,
        checks: orderLines.checks,
        faults: orderLines.faults,
        sinceFirst: msSince(orderLines.firstAttemptAt),
        elapsed: msSince(orderLines.lastAttemptAt),
        paused: due.paused,
        endingFor: sql<number | null>`${msSince(due.endingSince)}`,
      },
    });
  return row ? { ...slot, kind: row.was === "queued" ? "buy" : "check", line: row.line } : null;
}

/** The line that is next, locked: new ones first, then as orders were approved. */
function dueLine(db: Db | Tx, slot: Slot, organizationId: string | null, settings: EngineSettings) {
  const l = alias(orderLines, "l");
  const o = alias(orders, "o");
  const isDueHere =
    slot.index === CHECK_SLOT
      ? CHECK_DUE
      : sql`((${BUY_DUE}) or (${CHECK_DUE})) and ${slot.index} < ${openSlots(sql`${slot.account}`, settings)}`;
  return db
    .select({
      id: l.id,
      was: sql<"queued" | "intent">`${l.state}`.as("was"),
      paused: sql<boolean>`${o.state} <> 'buying'`.as("paused"),
      endingSince: o.endingSince,
    })
    .from(l)
    .innerJoin(o, eq(o.id, l.orderId))
    .where(and(eq(l.twilioAccountSid, slot.account), inScope(organizationId), isDueHere))
    .orderBy(sql`${l.state} = 'queued' desc`, o.approvedAt, l.orderId, l.position)
    .limit(1)
    .for("update", { of: l, skipLocked: true })
    .as("due");
}

const msSince = (moment: SQLWrapper) => sql<number>`(extract(epoch from now() - ${moment}) * 1000)::float8`;

/** Milliseconds until something is due that is not due yet; null when no line or order is open. */
export async function msUntilNextWork(db: Db, organizationId: string | null): Promise<number | null> {
  const scope = inScope(organizationId);
  const { rows } = await db.execute<{ ms: number | null }>(sql`
    select extract(epoch from min(due) - clock_timestamp()) * 1000 as ms from (
      select greatest(l.lease_until, l.not_before, now()) as due
      from order_lines l join orders o on o.id = l.order_id
      where l.state in ('queued', 'intent') and ${scope}
        and (o.state = 'buying' or (o.state in ('approved', 'paused') and l.state = 'intent'))
      union all
      select greatest(o.survey_until, o.not_before, now()) from orders o where o.state = 'approved' and ${scope}
    ) open`);
  const ms = rows[0]?.ms;
  return ms === null || ms === undefined ? null : Math.max(Number(ms), 0);
}
