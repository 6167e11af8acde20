import { and, eq, inArray, isNotNull, isNull, notExists, or, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { orderLines, orderNotices, orders } from "@/db/schema";
import type { InOrganization } from "@/lib/domain/actor/actor";
import { engineActing } from "@/lib/domain/actor/actor";
import type { LineState } from "@/lib/domain/orders/line";
import {
  onlyReviewIsLeft,
  orderEnd,
  type Pause,
  PURCHASABLE_STATES,
  UNFINISHED_STATES,
} from "@/lib/domain/orders/order";
import { recordEvent } from "./audit";
import { failQueued, lockOrder } from "./order-changes";
import { countLines } from "./order-lines";
import { addNotice } from "./order-notices";

/** Buys nothing more of an order until an admin resumes it, and tells its requester. */
export async function pause(
  tx: Tx,
  { organizationId, orderId }: { organizationId: string; orderId: string },
  reason: Pause,
) {
  const paused = await tx
    .update(orders)
    .set({ state: "paused", pausedReason: reason })
    .where(and(eq(orders.id, orderId), inArray(orders.state, PURCHASABLE_STATES)))
    .returning({ id: orders.id });
  if (paused.length === 0) return;
  await recordEvent(tx, engineActing({ organizationId }), { kind: "order.paused", orderId, reason });
  await addNotice(tx, { organizationId, orderId, kind: "paused" });
}

/**
 * Whether an order goes on by itself: while it is buying, whoever settles one of its lines comes here after that was
 * committed, so of two that settle the last two lines, the later one sees both. A snapshot under way may fail its last
 * lines at once, and is waited for.
 */
async function goesOn(db: Db | Tx, orderId: string): Promise<boolean> {
  const [open] = await db
    .select({ id: orderLines.id })
    .from(orderLines)
    .innerJoin(orders, and(eq(orders.id, orderLines.orderId), eq(orders.state, "buying")))
    .where(and(eq(orderLines.orderId, orderId), inArray(orderLines.state, ["queued", "intent"])))
    .limit(1);
  return open !== undefined;
}

/** Ends an order that does not go on by itself, after its last line was settled. */
export async function endOrder(db: Db, { organizationId }: InOrganization, orderId: string): Promise<void> {
  if (await goesOn(db, orderId)) return;
  await db.transaction((tx) => finishOrder(tx, { organizationId }, orderId));
}

/**
 * Ends the order once no line is open, with its row locked. When only what a person must decide is left, the requester is
 * told, unless a person has just decided.
 */
export async function finishOrder(
  tx: Tx,
  { organizationId }: InOrganization,
  orderId: string,
  { byPerson = false } = {},
): Promise<void> {
  // A person's decision is not there yet for whoever settles another line right now, so it looks for itself.
  if (!byPerson && (await goesOn(tx, orderId))) return;
  const state = await lockOrder(tx, { organizationId }, orderId);
  if (state !== "buying" && state !== "paused") return;
  const lines = await countLines(tx, orderId);
  const end = orderEnd(lines);
  if (!byPerson && onlyReviewIsLeft(lines)) await addNotice(tx, { organizationId, orderId, kind: "review" });
  if (!end) return;
  await tx
    .update(orders)
    .set({ state: end, pausedReason: null, finishedAt: sql`now()` })
    .where(eq(orders.id, orderId));
  await recordEvent(tx, engineActing({ organizationId }), { kind: "order.finished", orderId, as: end });
  await addNotice(tx, { organizationId, orderId, kind: "finished" });
}

/**
 * Pauses a locked order for good. Its queued lines fail with `finishCancellingRemaining` afterwards, when nobody can
 * take one up any more.
 */
export async function startCancellingRemaining(
  tx: Tx,
  { organizationId }: InOrganization,
  orderId: string,
): Promise<void> {
  await tx
    .update(orders)
    .set({
      state: "paused",
      pausedReason: "ending",
      endingSince: sql`now()`,
      snapshotUntil: null,
      notBefore: null,
    })
    .where(
      and(
        eq(orders.organizationId, organizationId),
        eq(orders.id, orderId),
        inArray(orders.state, UNFINISHED_STATES),
        isNull(orders.endingSince),
      ),
    );
}

/** Fails the lines of an ending order that nobody has begun to buy, and ends it where none is open; how many failed. */
export async function finishCancellingRemaining(
  tx: Tx,
  { organizationId }: InOrganization,
  orderId: string,
  { byPerson = false } = {},
): Promise<number> {
  const failed = await failQueued(tx, { organizationId }, orderId, "cancelled");
  await finishOrder(tx, { organizationId }, orderId, { byPerson });
  return failed;
}

/** Ends orders that whoever settled their last line did not end, such as a process that was stopped for minutes. */
export async function finishStuckOrders(db: Db, organizationId: string | null): Promise<void> {
  const mine = organizationId === null ? undefined : eq(orders.organizationId, organizationId);
  const leftOver = await db
    .selectDistinct({ id: orders.id, organizationId: orders.organizationId })
    .from(orders)
    .innerJoin(orderLines, and(eq(orderLines.orderId, orders.id), eq(orderLines.state, "queued")))
    .where(and(eq(orders.state, "paused"), isNotNull(orders.endingSince), mine));
  for (const order of leftOver) await db.transaction((tx) => finishCancellingRemaining(tx, order, order.id));
  const lineIn = (states: readonly LineState[]) =>
    db
      .select({ id: orderLines.id })
      .from(orderLines)
      .where(and(eq(orderLines.orderId, orders.id), inArray(orderLines.state, states)));
  // What needs a person was told, or would be by ending the order anew.
  const told = db
    .select({ id: orderNotices.id })
    .from(orderNotices)
    .where(and(eq(orderNotices.orderId, orders.id), eq(orderNotices.kind, "review")));
  const forgotten = await db
    .select({ id: orders.id, organizationId: orders.organizationId })
    .from(orders)
    .where(
      and(
        inArray(orders.state, ["buying", "paused"]),
        isNull(orders.dueAt),
        mine,
        notExists(lineIn(["queued", "intent"])),
        or(notExists(lineIn(["review"])), notExists(told)),
      ),
    );
  for (const order of forgotten) await db.transaction((tx) => finishOrder(tx, order, order.id));
}

/**
 * Resumes a paused order; false when it is not paused. The account is read again first. Numbers that were refused
 * for an unknown reason have been shown to whoever resumes.
 */
export async function unpause(tx: Tx, { organizationId }: InOrganization, orderId: string): Promise<boolean> {
  const rows = await tx
    .update(orders)
    .set({
      state: "approved",
      pausedReason: null,
      notBefore: null,
      snapshotUntil: null,
      snapshotRunId: null,
      snapshotTries: 0,
      snapshotFaults: 0,
      refusalsAccepted: sql`${orders.refusalsAccepted} or ${orders.pausedReason} = 'refused'`,
    })
    .where(
      and(
        eq(orders.organizationId, organizationId),
        eq(orders.id, orderId),
        eq(orders.state, "paused"),
        isNull(orders.endingSince),
      ),
    )
    .returning({ id: orders.id });
  return rows.length > 0;
}

/**
 * Whether so many numbers of an order were refused for a reason that we don't know that it may be the account's, and
 * no admin has resumed the order knowing that.
 */
export async function hasTooManyUnknownRefusals(db: Db, orderId: string, enough: number): Promise<boolean> {
  const rows = await db
    .select({ id: orderLines.id })
    .from(orderLines)
    .innerJoin(orders, eq(orders.id, orderLines.orderId))
    .where(
      and(
        eq(orderLines.orderId, orderId),
        eq(orderLines.reason, "refused"),
        eq(orders.refusalsAccepted, false),
      ),
    );
  return rows.length >= enough;
}
