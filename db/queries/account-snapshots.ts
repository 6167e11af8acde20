import { and, eq, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { inMs, isExactly } from "@/db/leases";
import { orderLines, orders } from "@/db/schema";
import type { Pause } from "@/lib/domain/orders/order";
import type { OwnedNumber } from "@/lib/domain/twilio/provider";
import { recordFailed } from "./audit";
import type { ClaimedSnapshot } from "./claims";
import { lockOrder } from "./order-changes";
import { finishOrder, pause } from "./order-progress";
import { leaveToPerson, listBought, wasSoldToAnother } from "./settlements";
import { freeSlot } from "./slots";

/**
 * Ends the snapshot, and buying begins. A number that the account owned before is failed without a request; one that
 * carries a line's own tag was bought by it, by an attempt that took effect after we had given it up. What another
 * request of ours may have paid for is left to a person.
 */
export async function settleSnapshot(db: Db, claim: ClaimedSnapshot, owned: OwnedNumber[]): Promise<void> {
  const { id: orderId, organizationId } = claim.order;
  const byNumber = new Map(owned.map((number) => [number.e164, number]));
  await db.transaction(async (tx) => {
    const state = await lockOrder(tx, { organizationId }, orderId);
    if (state === "approved" && (await isStillOurs(tx, claim))) {
      const queued = await tx
        .select()
        .from(orderLines)
        .where(and(eq(orderLines.orderId, orderId), eq(orderLines.state, "queued")));
      for (const line of queued) {
        const number = byNumber.get(line.e164);
        if (!number) continue;
        const ours = number.tag === line.id;
        if (!ours && (line.attempts > 0 || (await wasSoldToAnother(tx, line, number)))) {
          await leaveToPerson(tx, line, number);
          continue;
        }
        if (!ours) await recordFailed(tx, [{ ...line, reason: "already-owned" }]);
        await tx
          .update(orderLines)
          .set({
            finishedAt: sql`now()`,
            ...(ours ? { state: "bought", sid: number.sid } : { state: "failed", reason: "already-owned" }),
          })
          .where(eq(orderLines.id, line.id));
        if (ours) await listBought(tx, line, number.sid);
      }
      await tx
        .update(orders)
        .set({ state: "buying", snapshotUntil: null, snapshotTries: 0, snapshotFaults: 0, notBefore: null })
        .where(eq(orders.id, orderId));
      await finishOrder(tx, { organizationId }, orderId);
    }
    await freeSlot(tx, claim);
  });
}

/** Whoever was stopped for longer than its lease brings an old list, which another snapshot has replaced. */
async function isStillOurs(tx: Tx, { order }: ClaimedSnapshot): Promise<boolean> {
  const rows = await tx
    .select({ id: orders.id })
    .from(orders)
    .where(and(eq(orders.id, order.id), isExactly(orders.snapshotUntil, order.until)));
  return rows.length > 0;
}

/** The snapshot got no answer: again later, or never mind until an admin resumes. */
export async function postponeSnapshot(db: Db, claim: ClaimedSnapshot, notBefore: number, reason?: Pause) {
  await db.transaction(async (tx) => {
    await tx
      .update(orders)
      .set({
        snapshotUntil: null,
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
