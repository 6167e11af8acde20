import { type SQLWrapper, sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { LINE_STATES, OPEN_STATES } from "@/lib/domain/orders/line";
import { ORDER_STATES, UNFINISHED_STATES } from "@/lib/domain/orders/order";
import { offerColumns } from "./carts";
import { at, id, micros, quoted } from "./columns";
import { organizations } from "./organizations";
import { users } from "./users";

type Column = SQLWrapper;

/** When a line that is open may be taken up, as the index has it: never null. */
export const lineDueAt = (line: { leaseUntil: Column; notBefore: Column }) =>
  sql`coalesce(greatest(${line.leaseUntil}, ${line.notBefore}), '-infinity'::timestamptz)`;

const isUnfinished = (order: { state: Column }) =>
  sql`${order.state} in (${sql.raw(quoted(UNFINISHED_STATES))})`;

export const orders = pgTable(
  "orders",
  {
    id: id("ord"),
    organizationId: text("organization_id").notNull(),
    /** "Order 1042": counted per organisation from 1001, by a trigger. */
    number: integer().notNull().default(0),
    requesterId: text("requester_id").notNull(),
    twilioAccountSid: text("twilio_account_sid").notNull(),
    state: text({ enum: ORDER_STATES }).notNull().default("awaiting_code"),
    pausedReason: text("paused_reason"),
    /** SHA-256 in hex of everything the Transaction Code approves. */
    fingerprint: text().notNull(),
    forwardTo: text("forward_to").notNull(),
    ringForever: boolean("ring_forever").notNull(),
    currency: text().notNull(),
    totalMicros: micros().notNull(),
    /** An admin has resumed it after numbers were refused for an unknown reason. */
    refusalsAccepted: boolean("refusals_accepted").notNull().default(false),
    /** An admin has cancelled what is left: it stays paused until its last number is settled, and never buys again. */
    endingSince: at(),
    /** Its requester proceeded with a newer one before typing its code: no list but "Cancelled" shows it. */
    supersededAt: at(),
    /** A pump is finding out for this order what the account has until then. */
    snapshotUntil: at("survey_until"),
    /** The reading of the whole account that it waits for; null where none is needed, or none was begun. */
    snapshotRunId: text("survey_run_id"),
    /** Snapshots in a row that got no answer. */
    snapshotTries: integer("survey_tries").notNull().default(0),
    /** Snapshots in a row that were begun and never written down. */
    snapshotFaults: integer("survey_faults").notNull().default(0),
    notBefore: at(),
    /**
     * When the engine looks at it next: triggers keep it from being later than something of it is due. Null while nothing
     * of it comes by itself. A look that found nothing puts it off.
     */
    dueAt: at().defaultNow(),
    createdAt: at().notNull().defaultNow(),
    expiresAt: at().notNull(),
    approvedAt: at(),
    finishedAt: at(),
  },
  (t) => [
    unique("orders_organization_id").on(t.organizationId, t.id),
    uniqueIndex("orders_number").on(t.organizationId, t.number).concurrently(),
    unique("orders_organization_account_id").on(t.organizationId, t.twilioAccountSid, t.id),
    uniqueIndex("orders_one_awaiting_per_admin")
      .on(t.organizationId, t.requesterId)
      .where(sql`${t.state} = 'awaiting_code'`),
    index("orders_listed")
      .on(t.organizationId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .concurrently(),
    index("orders_forward_to").on(t.forwardTo).where(sql`${t.state} in ('approved', 'buying', 'paused')`),
    index("orders_open").on(t.twilioAccountSid, t.createdAt).where(sql`${t.state} in ('approved', 'buying')`),
    index("orders_due").on(t.dueAt).where(isUnfinished(t)).concurrently(),
    index("orders_due_of_organization").on(t.organizationId, t.dueAt).where(isUnfinished(t)).concurrently(),
    foreignKey({
      columns: [t.organizationId, t.requesterId],
      foreignColumns: [users.organizationId, users.id],
    }),
    foreignKey({
      columns: [t.organizationId, t.twilioAccountSid],
      foreignColumns: [organizations.id, organizations.twilioAccountSid],
    }),
    check("orders_state", sql`${t.state} in (${sql.raw(quoted(ORDER_STATES))})`),
    check(
      "orders_approved_at",
      sql`${t.approvedAt} is not null or ${t.state} in ('awaiting_code', 'cancelled', 'expired')`,
    ),
    check("orders_paused_reason", sql`(${t.state} = 'paused') = (${t.pausedReason} is not null)`),
  ],
);

export const orderUsers = pgTable(
  "order_users",
  {
    organizationId: text("organization_id").notNull(),
    orderId: text("order_id").notNull(),
    userId: text("user_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orderId, t.userId] }),
    foreignKey({
      columns: [t.organizationId, t.orderId],
      foreignColumns: [orders.organizationId, orders.id],
    }),
    foreignKey({ columns: [t.organizationId, t.userId], foreignColumns: [users.organizationId, users.id] }),
  ],
);

export const orderLines = pgTable(
  "order_lines",
  {
    /** Also the tag: Twilio keeps it as the number's friendly name. */
    id: id("lin"),
    organizationId: text("organization_id").notNull(),
    orderId: text("order_id").notNull(),
    twilioAccountSid: text("twilio_account_sid").notNull(),
    position: integer().notNull(),
    ...offerColumns,
    state: text({ enum: LINE_STATES }).notNull().default("proposed"),
    /** Why it failed or needs a person; one of `lib/domain/orders/line.ts`. */
    reason: text(),
    sid: text(),
    attempts: integer().notNull().default(0),
    checks: integer().notNull().default(0),
    /** Claims in a row whose outcome was never written down; the claim itself counts them. */
    faults: integer().notNull().default(0),
    /** Grows with every claim: only the newest claim may write. */
    fence: bigint({ mode: "number" }).notNull().default(0),
    leaseUntil: at(),
    notBefore: at(),
    firstAttemptAt: at(),
    lastAttemptAt: at(),
    /** Set when an attempt ended without an answer: "Being checked". */
    uncertainSince: at(),
    finishedAt: at(),
  },
  (t) => [
    unique("order_lines_number_once").on(t.orderId, t.e164),
    unique("order_lines_organization_id").on(t.organizationId, t.id),
    uniqueIndex("order_lines_one_open_per_number")
      .on(t.twilioAccountSid, t.e164)
      .where(sql`${t.state} in (${sql.raw(quoted(OPEN_STATES).replaceAll(",", ", "))})`),
    index("order_lines_open_numbers")
      .on(t.e164)
      .where(sql`${t.state} in (${sql.raw(quoted(OPEN_STATES).replaceAll(",", ", "))})`),
    index("order_lines_due")
      .on(t.twilioAccountSid, t.orderId, t.position)
      .where(sql`${t.state} in ('queued', 'intent')`),
    index("order_lines_next")
      .on(t.orderId, t.state, sql`(${lineDueAt(t)})`)
      .where(sql`${t.state} in ('queued', 'intent')`)
      .concurrently(),
    uniqueIndex("order_lines_sid").on(t.sid).where(sql`${t.sid} is not null`),
    foreignKey({
      columns: [t.organizationId, t.twilioAccountSid, t.orderId],
      foreignColumns: [orders.organizationId, orders.twilioAccountSid, orders.id],
    }),
    check("order_lines_state", sql`${t.state} in (${sql.raw(quoted(LINE_STATES))})`),
    check("order_lines_bought_has_sid", sql`(${t.state} = 'bought') = (${t.sid} is not null)`),
    check("order_lines_failed_has_reason", sql`${t.state} <> 'failed' or ${t.reason} is not null`),
    check("order_lines_intent_was_attempted", sql`${t.state} <> 'intent' or ${t.lastAttemptAt} is not null`),
    check("order_lines_price", sql`${t.priceMicros} >= 0`),
  ],
);
