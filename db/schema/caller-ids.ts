import { sql } from "drizzle-orm";
import {
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
import { AT_TWILIO, ATTENTIONS } from "@/lib/domain/caller-ids/attention";
import { STATUSES } from "@/lib/domain/caller-ids/status";
import { NUMBER_TYPES } from "@/lib/domain/offers/offer";
import { at, id, micros, quoted } from "./columns";
import { orderLines } from "./orders";
import { organizations } from "./organizations";
import { users } from "./users";

export const SOURCES = ["twilio", "own"] as const;

/** What a list is sorted by where rows may have none of it; `of` is how a query calls the table. */
export const placeKey = (of = "") =>
  sql.raw(`lower(coalesce(${of}locality, '~') || ' ' || coalesce(${of}region, '~'))`);
export const priceKey = (of = "") => sql.raw(`coalesce(${of}price_micros, 0)`);

export const callerIds = pgTable(
  "caller_ids",
  {
    id: id("cid"),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organizations.id),
    source: text({ enum: SOURCES }).notNull(),
    e164: text().notNull(),
    country: text().notNull(),
    type: text({ enum: NUMBER_TYPES }).notNull(),
    locality: text(),
    region: text(),
    twilioAccountSid: text("twilio_account_sid"),
    sid: text(),
    orderLineId: text("order_line_id"),
    forwardTo: text("forward_to"),
    ringForever: boolean("ring_forever").notNull().default(false),
    priceMicros: micros(),
    currency: text(),
    addedAt: at().notNull().defaultNow(),
    releasedAt: at(),
    /** A trigger fills it from `releasedAt` for what the release before writes. */
    status: text({ enum: STATUSES }).notNull().default("active"),
    /** As typed; compared without case. */
    labels: text().array().notNull().default([]),
    /** What a search looks in: digits, place and labels, without capitals and accents. A trigger makes it. */
    searchText: text("search_text"),
    /** Nobody releases it until it is unlocked. */
    locked: boolean().notNull().default(false),
    /** Null where it is as we set it, or not known. */
    atTwilio: text({ enum: AT_TWILIO }),
    /** Its forwarding number could not be reached by the last call that tried to ring it, since then. */
    ringFailedAt: at(),
    /** Made by a trigger, of its forwarding number and of what is above; null where nothing is the matter. */
    attention: text({ enum: ATTENTIONS }),
    /** Triggers raise it with whatever people may change: forwarding, users, labels, status, lock. */
    version: integer().notNull().default(1),
  },
  (t) => [
    unique("caller_ids_organization_id").on(t.organizationId, t.id),
    uniqueIndex("caller_ids_number_per_account")
      .on(t.twilioAccountSid, t.e164)
      .where(sql`${t.source} = 'twilio' and ${t.releasedAt} is null`),
    uniqueIndex("caller_ids_number_per_organization")
      .on(t.organizationId, t.e164)
      .where(sql`${t.releasedAt} is null`),
    uniqueIndex("caller_ids_sid").on(t.sid).where(sql`${t.releasedAt} is null`),
    // Whether a number is one of this installation's, whoever's; and whose call-backs go to a number.
    index("caller_ids_twilio_numbers")
      .on(t.e164)
      .where(sql`${t.source} = 'twilio' and ${t.releasedAt} is null`),
    index("caller_ids_forward_to").on(t.forwardTo).where(sql`${t.releasedAt} is null`),
    // As "order by … desc" sorts; Drizzle's own desc() would put nulls last, and the index would be of no use.
    index("caller_ids_listed")
      .on(t.organizationId, t.addedAt.desc().nullsFirst(), t.e164)
      .where(sql`${t.releasedAt} is null`)
      .concurrently(),
    index("caller_ids_by_place")
      .on(t.organizationId, placeKey(), t.id)
      .where(sql`${t.releasedAt} is null`)
      .concurrently(),
    index("caller_ids_by_price")
      .on(t.organizationId, priceKey(), t.id)
      .where(sql`${t.releasedAt} is null`)
      .concurrently(),
    index("caller_ids_attention")
      .on(t.organizationId, t.addedAt.desc().nullsFirst(), t.e164)
      .where(sql`${t.attention} is not null and ${t.releasedAt} is null`)
      .concurrently(),
    index("caller_ids_search_text").using("gin", t.searchText.op("gin_trgm_ops")).concurrently(),
    foreignKey({
      columns: [t.organizationId, t.twilioAccountSid],
      foreignColumns: [organizations.id, organizations.twilioAccountSid],
    }),
    foreignKey({
      columns: [t.organizationId, t.orderLineId],
      foreignColumns: [orderLines.organizationId, orderLines.id],
    }),
    check("caller_ids_at_twilio", sql`${t.atTwilio} in (${sql.raw(quoted(AT_TWILIO))})`),
    check("caller_ids_attention", sql`${t.attention} in (${sql.raw(quoted(ATTENTIONS))})`),
    check("caller_ids_status", sql`${t.status} in (${sql.raw(quoted(STATUSES))})`),
    check(
      "caller_ids_status_released",
      sql`(${t.releasedAt} is null) = (${t.status} in ('active','leaving'))`,
    ),
    check("caller_ids_source", sql`${t.source} in (${sql.raw(quoted(SOURCES))})`),
    check("caller_ids_twilio_has_sid", sql`(${t.source} = 'twilio') = (${t.sid} is not null)`),
    check(
      "caller_ids_twilio_has_account",
      sql`(${t.source} = 'twilio') = (${t.twilioAccountSid} is not null)`,
    ),
  ],
);

/**
 * What is listed, counted: a row for each change, written by a trigger, so that nobody waits for another's count; the
 * runner makes one of many. Their sum is exact.
 */
export const callerIdCounts = pgTable(
  "caller_id_counts",
  {
    organizationId: text("organization_id").notNull(),
    /** Of the monthly price; empty where there is none. */
    currency: text().notNull(),
    listed: integer().notNull(),
    purchased: integer().notNull(),
    attention: integer().notNull(),
    priceMicros: micros().notNull(),
  },
  (t) => [index("caller_id_counts_of").on(t.organizationId)],
);

export const assignments = pgTable(
  "assignments",
  {
    organizationId: text("organization_id").notNull(),
    callerIdId: text("caller_id_id").notNull(),
    userId: text("user_id").notNull(),
    assignedAt: at().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.callerIdId, t.userId] }),
    index("assignments_user").on(t.userId),
    foreignKey({
      columns: [t.organizationId, t.callerIdId],
      foreignColumns: [callerIds.organizationId, callerIds.id],
    }),
    foreignKey({ columns: [t.organizationId, t.userId], foreignColumns: [users.organizationId, users.id] }),
  ],
);

/** What somebody who was deactivated might use, to be given back. */
export const formerAssignments = pgTable(
  "former_assignments",
  {
    organizationId: text("organization_id").notNull(),
    callerIdId: text("caller_id_id").notNull(),
    userId: text("user_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.callerIdId] }),
    foreignKey({
      columns: [t.organizationId, t.callerIdId],
      foreignColumns: [callerIds.organizationId, callerIds.id],
    }),
    foreignKey({ columns: [t.organizationId, t.userId], foreignColumns: [users.organizationId, users.id] }),
  ],
);
