import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { assignments, callerIds, orderLines, orders } from "@/db/schema";
import { advanceRuns } from "@/lib/account/advance-runs";
import type { Admin } from "@/lib/domain/actor/actor";
import type { LineState } from "@/lib/domain/orders/line";
import { FIRST_PAGE } from "@/lib/domain/paging/paging";
import { cancelRemaining } from "@/lib/orders/cancel-remaining";
import { resumeOrder } from "@/lib/orders/resume-order";
import { installedEngine } from "@/lib/purchasing/engine";
import { listAsBought } from "@/lib/reconcile/list-as-bought";
import { lookAgain } from "@/lib/reconcile/look-again";
import { readReconcile } from "@/lib/reconcile/read-reconcile";
import { startRun } from "@/lib/reconcile/start-run";

export type PlacedOrder = { admin: Admin; orderId: string };

/** What an administrator does: resumes what is paused; a fault may have looked like the account's. */
export async function resumePaused(db: Db, placed: PlacedOrder[]) {
  const paused = await db
    .select({ id: orders.id })
    .from(orders)
    .where(and(eq(orders.state, "paused"), isNull(orders.endingSince)));
  for (const { id } of paused) {
    const order = placed.find((one) => one.orderId === id);
    if (order) await resumeOrder(order.admin, id);
  }
}

/** Cancels what is left of an order: how often each of its numbers had been asked for by then, by line. */
export async function cancelInTheMiddle(db: Db, { admin, orderId }: PlacedOrder) {
  await cancelRemaining(admin, orderId);
  const lines = await db.select().from(orderLines).where(eq(orderLines.orderId, orderId));
  return new Map(lines.map((line) => [line.id, line.attempts]));
}

/**
 * Lists a number that is still to be bought under an id that it does not have, so that its settlement throws whenever it
 * is tried; `mend` takes the cause away.
 */
export async function spoilSettlement(db: Db, { admin, orderId }: PlacedOrder) {
  const [line] = await db
    .select()
    .from(orderLines)
    .where(and(eq(orderLines.orderId, orderId), eq(orderLines.state, "queued")))
    .orderBy(orderLines.position)
    .limit(1);
  if (!line) throw new Error("No line is left to spoil");
  const sid = `PN${"f".repeat(32)}`;
  const [listed] = await db
    .insert(callerIds)
    .values({
      organizationId: admin.organizationId,
      twilioAccountSid: line.twilioAccountSid,
      source: "twilio",
      sid,
      e164: line.e164,
      country: "US",
      type: "local",
    })
    .returning({ id: callerIds.id });
  // Its outcome is known to be "bought": nobody else sells it.
  const mend = async () => {
    // Whoever changes what is listed may have given it to people.
    await db.delete(assignments).where(eq(assignments.callerIdId, listed?.id ?? ""));
    await db.delete(callerIds).where(eq(callerIds.sid, sid));
  };
  return { lineId: line.id, mend };
}

/**
 * Decides what the engine left to a person: what the account has under the name of another line was sold to this
 * organisation, so it is listed as bought; the rest is looked for again. How many were decided.
 */
export async function decideReviews(placed: PlacedOrder[]): Promise<number> {
  let decided = 0;
  for (const admin of new Map(placed.map(({ admin }) => [admin.organizationId, admin])).values()) {
    const { rows } = (await readReconcile(admin, "review", FIRST_PAGE)).page;
    const isThere = ({ twilio, line }: (typeof rows)[number]) =>
      twilio !== null && line?.reason === "other-tag";
    const outcomes = [
      ...(await listAsBought(admin, rows.filter(isThere))),
      ...(await lookAgain(
        admin,
        rows.filter((row) => !isThere(row)),
      )),
    ];
    decided += outcomes.filter(({ outcome }) => outcome === "done").length;
  }
  return decided;
}

/** Reads every account and answers with the ids of what its administrator finds there that nobody lists. */
export async function foundOnReconcile(placed: PlacedOrder[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (const admin of new Map(placed.map(({ admin }) => [admin.organizationId, admin])).values()) {
    await startRun(admin);
    await advanceRuns(installedEngine(console.error), {
      organizationId: admin.organizationId,
      deadline: new Date(Date.now() + 60_000),
    });
    for (let after: string | null | undefined; after !== null; ) {
      const { page } = await readReconcile(admin, "unlisted", { after: after ?? null, before: null });
      for (const { twilio } of page.rows) if (twilio) found.add(twilio.sid);
      after = page.next;
    }
  }
  return found;
}

/** Lines that still have to become bought or failed. */
export const countOpen = (db: Db) => countIn(db, ["queued", "intent", "review"]);
/** Of those, the lines that the engine buys without anybody's help. */
export const countUnattended = (db: Db) => countIn(db, ["queued", "intent"]);
/** Lines that wait for a person. */
export const countReviews = (db: Db) => countIn(db, ["review"]);

async function countIn(db: Db, states: LineState[]): Promise<number> {
  const [row] = await db
    .select({ lines: sql<number>`count(*)::int` })
    .from(orderLines)
    .where(inArray(orderLines.state, states));
  return row?.lines ?? 0;
}
