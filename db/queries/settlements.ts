import { and, eq, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import type { Db, Tx } from "@/db/client";
import { givenBack, inMs, isMine } from "@/db/leases";
import { orderLines, orders } from "@/db/schema";
import { engineActing } from "@/lib/domain/actor/actor";
import type { AuditEvent } from "@/lib/domain/audit/events";
import type { EngineSettings } from "@/lib/domain/engine/engine-settings";
import type { Settlement } from "@/lib/domain/engine/settlement";
import type { NumberFacts } from "@/lib/domain/offers/offer";
import type { Failure, LineState, Review } from "@/lib/domain/orders/line";
import { asAccountNumber } from "@/lib/domain/reconcile/account-number";
import type { OwnedNumber } from "@/lib/domain/twilio/provider";
import { eventRow, recordEvent } from "./audit";
import { saveBoughtCallerId } from "./caller-ids";
import type { ClaimedLine } from "./claims";
import { endOrder, pause } from "./order-progress";
import { keepNumbers } from "./reconcile-runs";
import { lowerConcurrency } from "./slots";

/**
 * Writes the outcome, and with it the Caller ID and the audit row, or nothing; false when the lease was lost. The order
 * ends afterwards, where this was its last line. The slot is not touched.
 */
export async function settleLine(
  db: Db,
  claim: ClaimedLine,
  settlement: Settlement,
  settings: EngineSettings,
): Promise<boolean> {
  const { line, account } = claim;
  const pauses = "pause" in settlement ? settlement.pause : undefined;
  const rateLimited = "rateLimited" in settlement && settlement.rateLimited;
  // What a person will decide about is on the page before the account is read again.
  const seen =
    settlement.to === "review" ? settlement.number : settlement.to === "intent" ? settlement.other : null;
  const written =
    seen || pauses || rateLimited
      ? await db.transaction(async (tx) => {
          const row = await writeOutcome(tx, claim, settlement);
          if (!row) return null;
          const its = {
            organizationId: line.organizationId,
            twilioAccountSid: account,
            orderId: line.orderId,
          };
          if (seen) await keepNumbers(tx, its, [asAccountNumber(seen)], null);
          if (pauses) await pause(tx, its, pauses);
          if (rateLimited) await lowerConcurrency(tx, account, settings);
          return row;
        })
      : await writeOutcome(db, claim, settlement);
  if (written && !written.goesOn) await endOrder(db, line, line.orderId);
  return written !== null;
}

/**
 * One statement, so that the order is never kept waiting: the line, and what comes with it. `goesOn`: the order has
 * lines that nobody has begun to buy. Null when the line is not ours any more.
 */
async function writeOutcome(db: Db | Tx, claim: ClaimedLine, settlement: Settlement) {
  const { line } = claim;
  const mine = and(eq(orderLines.id, line.id), isMine(orderLines, line), eq(orderLines.state, "intent"));
  const claimed = db.select({ id: orderLines.id }).from(orderLines).where(mine).for("update");
  const isBought = settlement.to === "bought";
  const { account } = claim;
  const listed = isBought ? sql`${listing(db, line, { sid: settlement.sid, account })},` : sql``;
  const updated = db
    .update(orderLines)
    .set(valuesOf(settlement))
    .where(isBought ? and(mine, sql`exists (select from listed)`) : mine)
    .returning({ state: orderLines.state });
  const { rows } = await db.execute<{ state: LineState | null; goesOn: boolean }>(sql`
    with mine as ${claimed},
    ${listed}
    line as ${updated}
    ${recordOutcome(claim, settlement)}
    select line.state, exists (select from ${orders} o join ${orderLines} l on l.order_id = o.id
      where o.id = ${line.orderId} and o.state = 'buying' and l.state = 'queued') as "goesOn"
    from mine left join line on true`);
  const row = rows[0];
  if (!row) return null;
  if (row.state === null) throw new Error(LISTED_ALREADY);
  return row;
}

const LISTED_ALREADY = "A bought number is already listed as another Twilio Caller ID";

/** What the audit trail says of an outcome, as one more part of its statement; a wait is nothing to tell. */
function recordOutcome({ line }: ClaimedLine, settlement: Settlement): SQL {
  const { orderId, e164, priceMicros } = line;
  const record = (event: AuditEvent, state: LineState) =>
    sql`, recorded as (${eventRow(engineActing(line), event, sql`line where line.state = ${state}`)})`;
  switch (settlement.to) {
    case "bought":
      return record({ kind: "number.bought", orderId, e164, sid: settlement.sid, priceMicros }, "bought");
    case "failed":
      return record({ kind: "number.failed", orderId, e164, reason: settlement.reason }, "failed");
    case "review":
      return record({ kind: "number.needs-review", orderId, e164, reason: settlement.reason }, "review");
    case "queued":
      // An order whose rest was cancelled takes nothing back.
      return record({ kind: "number.failed", orderId, e164, reason: CANCELLED }, "failed");
    case "intent":
      return sql``;
  }
}

const CANCELLED: Failure = "cancelled";

/** What is left of the line's order was cancelled. */
const IS_ENDING = sql`(select o.ending_since is not null from orders o where o.id = ${orderLines.orderId})`;

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

type BoughtLine = NumberFacts & { id: string; organizationId: string; orderId: string };

/**
 * Lists the number of a bought line as its order wanted it, with the order's users: parts of a statement, once for each
 * row of its part `mine`. `listed` stays empty where the number is listed as another Twilio Caller ID.
 */
function listing(db: Db | Tx, line: BoughtLine, { sid, account }: { sid: string; account: string }): SQL {
  const { organizationId, orderId, e164, country, type, locality, region, priceMicros, currency } = line;
  const wanted = (what: SQLWrapper) => sql`(select ${what} from ${orders} where ${orders.id} = ${orderId})`;
  const place = { country, type, locality, region };
  const price = { priceMicros, currency };
  const wish = { forwardTo: wanted(orders.forwardTo), ringForever: wanted(orders.ringForever) };
  const bought = { ...place, ...price, ...wish, organizationId, e164, twilioAccountSid: account, sid };
  const listed = saveBoughtCallerId(db, { ...bought, orderLineId: line.id }, sql`from mine`);
  return sql`listed as ${listed},
    assigned as (
      insert into assignments (organization_id, caller_id_id, user_id)
      select ${organizationId}, listed.id, u.id
      from listed, order_users ou join users u on u.id = ou.user_id
      where ou.order_id = ${orderId} and u.deactivated_at is null
      on conflict do nothing)`;
}

/** Lists the number of a line that a person says is bought, and says so in the audit trail. */
export async function listBought(tx: Tx, line: Line, sid: string) {
  const { orderId, e164, priceMicros } = line;
  const event = { kind: "number.bought", orderId, e164, sid, priceMicros } as const;
  const { rows } = await tx.execute(sql`
    with mine as (select true),
    ${listing(tx, line, { sid, account: line.twilioAccountSid })},
    recorded as (${eventRow(engineActing(line), event, sql`listed`)})
    select from listed`);
  if (rows.length === 0) throw new Error(LISTED_ALREADY);
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

type Line = typeof orderLines.$inferSelect;

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
