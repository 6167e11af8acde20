import { and, eq, gt, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { inMs, isMine, renewed } from "@/db/leases";
import { orderLines, orders } from "@/db/schema";
import type { ClaimedLine } from "./claims";
import { renewSlot } from "./slots";

/** Whether a line is still ours, for long enough that an answer after `timeout` milliseconds is in time. */
export async function isStillClaimed(db: Db, { line }: ClaimedLine, timeout: number): Promise<boolean> {
  const rows = await db
    .select({ id: orderLines.id })
    .from(orderLines)
    .where(
      and(
        eq(orderLines.id, line.id),
        isMine(orderLines, line),
        eq(orderLines.state, "intent"),
        gt(orderLines.leaseUntil, inMs(timeout)),
      ),
    );
  return rows.length > 0;
}

/** Records another attempt of a claimed line before it is sent, and renews the lease; false when it was lost. */
export async function recordRetry(db: Db, claim: ClaimedLine, lease: number): Promise<boolean> {
  const rows = await db
    .update(orderLines)
    .set({
      attempts: sql`${orderLines.attempts} + 1`,
      lastAttemptAt: sql`now()`,
      ...renewed(lease),
      checks: 0,
    })
    .where(
      and(
        eq(orderLines.id, claim.line.id),
        isMine(orderLines, claim.line),
        eq(orderLines.state, "intent"),
        // Not for an order that was paused while we looked.
        sql`exists (select 1 from ${orders} where ${orders.id} = ${orderLines.orderId} and ${orders.state} = 'buying')`,
      ),
    )
    .returning({ id: orderLines.id });
  return rows.length > 0 && (await renewSlot(db, claim, lease)).length > 0;
}
