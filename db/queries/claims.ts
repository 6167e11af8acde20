import { and, eq, type SQLWrapper, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db } from "@/db/client";
import { exactly, inMs, isDue, isFree, taken } from "@/db/leases";
import { orderLines, orders } from "@/db/schema";
import { CHECK_SLOT, type EngineSettings } from "@/lib/domain/engine/engine-settings";
import type { ClaimedFacts } from "@/lib/domain/engine/settlement";
import type { NumberFacts } from "@/lib/domain/offers/offer";
import { UNFINISHED_STATES } from "@/lib/domain/orders/order";
import { freeSlot, openSlots, renewSlot, type Slot } from "./slots";
import { claimSlot, inScope } from "./work-queue";

/**
 * What one worker took on: a slot of the shared limit and either an order to snapshot, a line to buy, or a line whose
 * earlier attempt must be looked up. All leases run on the database's clock, the one clock that every process shares.
 */
export type ClaimedLine = Slot & {
  kind: "buy" | "check";
  line: ClaimedFacts &
    NumberFacts & {
      organizationId: string;
      orderId: string;
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

/** An order that nobody takes a snapshot for right now. */
const SNAPSHOT_DUE = sql`o.state = 'approved' and ${isFree(sql`o.survey_until`)} and ${isDue(sql`o.not_before`)}`;
/** A line that nobody works on right now. Lines of a paused order are looked up, never bought. */
const LINE_FREE = sql`${isFree(sql`l.lease_until`)} and ${isDue(sql`l.not_before`)}`;
const BUY_DUE = sql`l.state = 'queued' and o.state = 'buying' and ${LINE_FREE}`;
const CHECK_DUE = sql`l.state = 'intent' and o.state in ${UNFINISHED_STATES} and ${LINE_FREE}`;

/**
 * Takes a free slot and the work that is due for it; the intent to buy is committed before any byte leaves. Null when
 * nothing is due, or somebody else was faster.
 */
export async function claimWork(
  db: Db,
  organizationId: string | null,
  settings: EngineSettings,
): Promise<Claim | null> {
  const slot = await claimSlot(db, organizationId, settings);
  if (!slot) return null;
  try {
    const snapshot =
      slot.index === CHECK_SLOT ? await claimSnapshot(db, slot, organizationId, settings.lease) : null;
    const claim = snapshot ?? (await claimLine(db, slot, organizationId, settings));
    if (!claim) await freeSlot(db, slot);
    return claim;
  } catch (fault) {
    // Else nobody has it until its lease ends.
    await freeSlot(db, slot).catch(() => undefined);
    throw fault;
  }
}

/** The next line for a slot whose request has been answered; null where none is due. */
export async function claimNext(
  db: Db,
  { account, index, slotFence }: Slot,
  organizationId: string | null,
  settings: EngineSettings,
): Promise<ClaimedLine | null> {
  const slot = { account, index, slotFence };
  // The slot for checks is given back each time: a snapshot may be waiting for it.
  return index === CHECK_SLOT ? null : claimLine(db, slot, organizationId, settings);
}

/** A snapshot for the slot for checks, which is kept for it; null when none is due, or the slot has passed to another. */
export async function claimSnapshot(
  db: Db,
  slot: Slot,
  organizationId: string | null,
  lease: number,
): Promise<ClaimedSnapshot | null> {
  const kept = db.$with("kept").as(renewSlot(db, slot, lease));
  const [order] = await db
    .with(kept)
    .update(orders)
    .set({ snapshotUntil: inMs(lease), snapshotFaults: sql`${orders.snapshotFaults} + 1` })
    .where(
      sql`${orders.id} = (select o.id from orders o
        where o.twilio_account_sid = ${slot.account} and ${inScope(organizationId)} and ${SNAPSHOT_DUE}
          and exists (select from ${kept})
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

const { e164, country, type, locality, region, addressRequirement, needsBundle, priceMicros, currency } =
  orderLines;
const NUMBER = {
  e164,
  country,
  type,
  locality,
  region,
  addressRequirement,
  needsBundle,
  priceMicros,
  currency,
};

/** A line for a slot, which is kept for it; null when none is due, or the slot has passed to another. */
async function claimLine(
  db: Db,
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
        fence: orderLines.fence,
        ...NUMBER,
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
function dueLine(db: Db, slot: Slot, organizationId: string | null, settings: EngineSettings) {
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
