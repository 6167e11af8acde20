import { and, eq, type SQLWrapper, sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import type { Db, Tx } from "@/db/client";
import { givenBack, inMs, isMine } from "@/db/leases";
import { orderLines, orders } from "@/db/schema";
import { engineActing } from "@/lib/domain/actor/actor";
import type { EngineSettings } from "@/lib/domain/engine/engine-settings";
import type { Settlement } from "@/lib/domain/engine/settlement";
import type { Review } from "@/lib/domain/orders/line";
import { asAccountNumber } from "@/lib/domain/reconcile/account-number";
import type { OwnedNumber } from "@/lib/domain/twilio/provider";
import { eventRow, recordEvent, recordFailed } from "./audit";
import { saveBoughtCallerId } from "./caller-ids";
import type { ClaimedLine } from "./claims";
import { finishOrder, pause } from "./order-progress";
import { keepNumbers } from "./reconcile-runs";
import { lowerConcurrency } from "./slots";

/**
 * Writes the outcome, the Caller ID, the audit row and the order's end in one transaction; false when the lease was
 * lost. The slot is not touched.
 */
export async function settleLine(
  db: Db,
  claim: ClaimedLine,
  settlement: Settlement,
  settings: EngineSettings,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const line = await writeLine(tx, claim, settlement);
    if (!line) return false;
    if (settlement.to === "bought") await listBought(tx, line, settlement.sid);
    // An order whose rest was cancelled takes nothing back.
    if (line.state === "failed") await recordFailed(tx, [line]);
    if (settlement.to === "review") await recordReview(tx, line, settlement.reason);
    // What a person will decide about is on the page before the account is read again.
    const seen =
      settlement.to === "review" ? settlement.number : settlement.to === "intent" && settlement.other;
    if (seen) await keepNumbers(tx, line, [asAccountNumber(seen)], null);
    if ("pause" in settlement && settlement.pause) await pause(tx, line, settlement.pause);
    if ("rateLimited" in settlement && settlement.rateLimited)
      await lowerConcurrency(tx, claim.account, settings);
    await finishOrder(tx, line, line.orderId);
    return true;
  });
}

type Line = typeof orderLines.$inferSelect;

/** What is left of the line's order was cancelled. */
const IS_ENDING = sql`(select o.ending_since is not null from orders o where o.id = ${orderLines.orderId})`;

async function writeLine(tx: Tx, claim: ClaimedLine, settlement: Settlement): Promise<Line | null> {
  const [line] = await tx
    .update(orderLines)
    .set(valuesOf(settlement))
    .where(
      and(eq(orderLines.id, claim.line.id), isMine(orderLines, claim.line), eq(orderLines.state, "intent")),
    )
    .returning();
  return line ?? null;
}

function valuesOf(settlement: Settlement): PgUpdateSetSource<typeof orderLines> {
  const open = { ...givenBack, faults: 0 };
  const ended = { ...open, notBefore: null, finishedAt: sql`now()` };
  const checksAfter = (counted?: boolean) => (counted ? sql`${orderLines.checks} + 1` : 0);
  switch (settlement.to) {
    case "bought":
      return { ...ended, state: "bought", sid: settlement.sid, uncertainSince: null };
    case "failed":
      return { ...ended, state: "failed", reason: settlement.reason };
    case "review":
      return { ...open, state: "review", reason: settlement.reason };
    case "queued":
      return {
        ...open,
        state: sql`case when ${IS_ENDING} then 'failed' else 'queued' end`,
        reason: sql`case when ${IS_ENDING} then 'cancelled' end`,
        finishedAt: sql`case when ${IS_ENDING} then now() end`,
        // A request that did nothing is no attempt; one that was never answered stays one.
        attempts: settlement.attempted ? sql`${orderLines.attempts}` : sql`${orderLines.attempts} - 1`,
        uncertainSince: null,
        notBefore: inMs(settlement.notBefore),
        checks: checksAfter(settlement.counted),
      };
    case "intent":
      return {
        ...open,
        uncertainSince: sql`coalesce(${orderLines.uncertainSince}, now())`,
        notBefore: inMs(settlement.notBefore),
        checks: checksAfter(settlement.counted),
      };
  }
}

/** Lists the number of a bought line as its order wanted it, and says so in the audit trail: one statement. */
export async function listBought(tx: Tx, line: Line, sid: string) {
  const { organizationId, orderId, e164, priceMicros } = line;
  const wanted = (what: SQLWrapper) => sql`(select ${what} from ${orders} where ${orders.id} = ${orderId})`;
  const listed = saveBoughtCallerId(tx, {
    organizationId,
    e164,
    country: line.country,
    type: line.type,
    locality: line.locality,
    region: line.region,
    twilioAccountSid: line.twilioAccountSid,
    sid,
    orderLineId: line.id,
    forwardTo: wanted(orders.forwardTo),
    ringForever: wanted(orders.ringForever),
    priceMicros,
    currency: line.currency,
  });
  const { rows } = await tx.execute(sql`
    with listed as ${listed},
    assigned as (
      insert into assignments (organization_id, caller_id_id, user_id)
      select ${organizationId}, listed.id, u.id
      from listed, order_users ou join users u on u.id = ou.user_id
      where ou.order_id = ${orderId} and u.deactivated_at is null
      on conflict do nothing),
    recorded as (${eventRow(tx, engineActing(line), { kind: "number.bought", orderId, e164, sid, priceMicros })})
    select from listed`);
  if (rows.length === 0) throw new Error("A bought number is already listed as another Twilio Caller ID");
}

/**
 * Whether a request of another line of ours made the account have this number, without that line having it: Twilio
 * answered with another number than was asked for, or an attempt took effect after it was given up. It was paid for.
 */
export async function wasSoldToAnother(
  db: Db | Tx,
  line: { id: string; twilioAccountSid: string },
  { sid, tag }: Pick<OwnedNumber, "sid" | "tag">,
): Promise<boolean> {
  const { rows } = await db.execute(sql`
    select 1 from order_lines other
    where other.id <> ${line.id} and other.sid is distinct from ${sid} and other.id in (${tag},
      (select t.name from twilio_numbers t where t.twilio_account_sid = ${line.twilioAccountSid} and t.sid = ${sid}))
    limit 1`);
  return rows.length > 0;
}

/** Leaves a queued line to a person, who sees what the account has: `number`, or what a reading has kept. */
export async function leaveToPerson(tx: Tx, line: Line, number: OwnedNumber | null) {
  const reason: Review = "other-tag";
  await tx.update(orderLines).set({ state: "review", reason }).where(eq(orderLines.id, line.id));
  await recordReview(tx, line, reason);
  if (number) await keepNumbers(tx, line, [asAccountNumber(number)], null);
}

async function recordReview(tx: Tx, line: Line, reason: Review) {
  const { orderId, e164 } = line;
  await recordEvent(tx, engineActing(line), { kind: "number.needs-review", orderId, e164, reason });
}
