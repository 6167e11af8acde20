import { and, asc, desc, eq, gt, or, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { exactly, inMs, isExactly } from "@/db/leases";
import { orderLines, orders, reconcileRuns } from "@/db/schema";
import type { Pause } from "@/lib/domain/orders/order";
import type { OwnedNumber } from "@/lib/domain/twilio/provider";
import { recordFailed } from "./audit";
import type { ClaimedSnapshot } from "./claims";
import { lockOrder } from "./order-changes";
import { finishOrder, pause } from "./order-progress";
import { beginRun } from "./reconcile-runs";
import { leaveToPerson, wasSoldToAnother } from "./settlements";
import { freeSlot } from "./slots";

/** A number that the account has, as a look or a page showed it, or as a reading kept it. */
export type FoundNumber = Pick<OwnedNumber, "sid" | "e164" | "tag"> & { asShown?: OwnedNumber };

export const asFound = (number: OwnedNumber): FoundNumber => ({
  sid: number.sid,
  e164: number.e164,
  tag: number.tag,
  asShown: number,
});

/** The numbers that an order would buy. */
export async function listQueuedNumbers(db: Db, orderId: string): Promise<string[]> {
  const rows = await db
    .select({ e164: orderLines.e164 })
    .from(orderLines)
    .where(and(eq(orderLines.orderId, orderId), eq(orderLines.state, "queued")))
    .orderBy(asc(orderLines.position));
  return rows.map(({ e164 }) => e164);
}

/** Keeps the snapshot for another lease; null when another process has taken it. */
export async function renewSnapshot(
  db: Db,
  claim: ClaimedSnapshot,
  lease: number,
): Promise<ClaimedSnapshot | null> {
  const [row] = await db
    .update(orders)
    .set({ snapshotUntil: inMs(lease) })
    .where(isMineStill(claim))
    .returning({ until: exactly(orders.snapshotUntil) });
  return row ? { ...claim, order: { ...claim.order, until: row.until } } : null;
}

/** Orders that waited behind one another use one reading; one that ended earlier is not today's account any more. */
const SHARED_FOR_MS = 60_000;

/** The reading that a snapshot waits for; `counts` unless it began before the order was approved. */
export type SnapshotRun = { id: string; counts: boolean };

/**
 * The reading that a snapshot uses: one that another order's has just ended or has under way, else a new one; where one
 * is under way that began too early, that must end first. Null when another process has taken the snapshot.
 */
export async function findSnapshotRun(db: Db, claim: ClaimedSnapshot): Promise<SnapshotRun | null> {
  const account = { organizationId: claim.order.organizationId, twilioAccountSid: claim.account };
  return db.transaction(async (tx) => {
    if (!(await isStillOurs(tx, claim))) return null;
    let run = await usableRun(tx, claim);
    if (!run) {
      await beginRun(tx, account, null);
      run = await usableRun(tx, claim);
    }
    if (run?.counts) await tx.update(orders).set({ snapshotRunId: run.id }).where(isMineStill(claim));
    return run;
  });
}

async function usableRun(tx: Tx, { account, order }: ClaimedSnapshot): Promise<SnapshotRun | null> {
  const counts = sql<boolean>`${reconcileRuns.startedAt} >= ${orders.approvedAt}`;
  const [run] = await tx
    .select({ id: reconcileRuns.id, counts })
    .from(reconcileRuns)
    .innerJoin(orders, eq(orders.id, order.id))
    .where(
      and(
        eq(reconcileRuns.twilioAccountSid, account),
        or(
          eq(reconcileRuns.state, "running"),
          and(eq(reconcileRuns.state, "done"), counts, gt(reconcileRuns.finishedAt, inMs(-SHARED_FOR_MS))),
        ),
      ),
    )
    .orderBy(desc(counts), asc(reconcileRuns.startedAt))
    .limit(1);
  return run ?? null;
}

/** Leaves the snapshot as far as it is, to whoever comes next; it went well so far. */
export async function leaveSnapshot(db: Db, claim: ClaimedSnapshot, notBefore: number) {
  await db.transaction(async (tx) => {
    await tx
      .update(orders)
      .set({ snapshotUntil: null, snapshotFaults: 0, notBefore: inMs(notBefore) })
      .where(and(eq(orders.state, "approved"), isMineStill(claim)));
    await freeSlot(tx, claim);
  });
}

/**
 * Ends the snapshot, and buying begins. A number that the account owned before is failed without a request; one that
 * carries a line's own tag may have been bought by it, by an attempt that took effect after we had given it up, so it is
 * looked at as after any attempt. What another request of ours may have paid for is left to a person.
 */
export async function settleSnapshot(db: Db, claim: ClaimedSnapshot, found: FoundNumber[]): Promise<void> {
  const { id: orderId, organizationId } = claim.order;
  const byNumber = new Map(found.map((number) => [number.e164, number]));
  await db.transaction(async (tx) => {
    const state = await lockOrder(tx, { organizationId }, orderId);
    if (state === "approved" && (await isStillOurs(tx, claim))) {
      const queued = await tx
        .select()
        .from(orderLines)
        .where(and(eq(orderLines.orderId, orderId), eq(orderLines.state, "queued")));
      for (const line of queued) {
        const number = byNumber.get(line.e164);
        if (number) await settleFound(tx, line, number);
      }
      await tx
        .update(orders)
        .set({
          state: "buying",
          snapshotUntil: null,
          snapshotRunId: null,
          snapshotTries: 0,
          snapshotFaults: 0,
          notBefore: null,
        })
        .where(eq(orders.id, orderId));
      await finishOrder(tx, { organizationId }, orderId);
    }
    await freeSlot(tx, claim);
  });
}

async function settleFound(tx: Tx, line: typeof orderLines.$inferSelect, number: FoundNumber) {
  const mine = eq(orderLines.id, line.id);
  if (number.tag === line.id && line.attempts > 0) {
    await tx
      .update(orderLines)
      .set({ state: "intent", uncertainSince: sql`now()`, notBefore: null })
      .where(mine);
    return;
  }
  if (number.tag === line.id || line.attempts > 0 || (await wasSoldToAnother(tx, line, number)))
    return leaveToPerson(tx, line, number.asShown ?? null);
  await recordFailed(tx, [{ ...line, reason: "already-owned" }]);
  await tx
    .update(orderLines)
    .set({ state: "failed", reason: "already-owned", finishedAt: sql`now()` })
    .where(mine);
}

/** Whoever was stopped for longer than its lease brings an old list, which another snapshot has replaced. */
async function isStillOurs(tx: Tx, { order }: ClaimedSnapshot): Promise<boolean> {
  const rows = await tx.select({ id: orders.id }).from(orders).where(isMineStill({ order })).for("update");
  return rows.length > 0;
}

const isMineStill = ({ order }: { order: ClaimedSnapshot["order"] }) =>
  and(eq(orders.id, order.id), isExactly(orders.snapshotUntil, order.until));

/** The snapshot got no answer: again later, or never mind until an admin resumes. */
export async function postponeSnapshot(db: Db, claim: ClaimedSnapshot, notBefore: number, reason?: Pause) {
  await db.transaction(async (tx) => {
    await tx
      .update(orders)
      .set({
        snapshotUntil: null,
        snapshotRunId: null,
        snapshotTries: sql`${orders.snapshotTries} + 1`,
        snapshotFaults: 0,
        notBefore: inMs(notBefore),
      })
      .where(and(eq(orders.id, claim.order.id), eq(orders.state, "approved")));
    if (reason)
      await pause(tx, { organizationId: claim.order.organizationId, orderId: claim.order.id }, reason);
    await freeSlot(tx, claim);
  });
}
