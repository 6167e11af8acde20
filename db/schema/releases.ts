import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { Pause } from "@/lib/domain/orders/order";
import {
  OPEN_RELEASE_STATES,
  RELEASE_LINE_STATES,
  type ReleaseFailure,
  type ReleaseReason,
} from "@/lib/domain/releases/release";
import { callerIds } from "./caller-ids";
import { at, id, quoted } from "./columns";
import { users } from "./users";

/** Numbers that somebody gives back together. */
export const releases = pgTable(
  "releases",
  {
    id: id("rel"),
    organizationId: text("organization_id").notNull(),
    userId: text("user_id").notNull(),
    at: at().notNull().defaultNow(),
    twilioAccountSid: text("twilio_account_sid").notNull(),
    reason: text().$type<ReleaseReason>().notNull(),
    /** In their own words; may be empty. */
    words: text().notNull().default(""),
    numbers: integer().notNull(),
    /** They answer call-backs until then, in the organisation's zone; null: they are released at once. */
    releaseOn: date("release_on", { mode: "string" }),
    /** Since when its numbers are in the engine's queue. */
    begunAt: at(),
    /** When the engine looks at it next, who waits longest first; null once all of it has ended. */
    turnAt: at(),
    pausedReason: text("paused_reason").$type<Pause>(),
  },
  (t) => [
    unique("releases_organization_id").on(t.organizationId, t.id),
    index("releases_newest").on(t.organizationId, t.at.desc()),
    index("releases_turn").on(t.turnAt).where(sql`${t.turnAt} is not null and ${t.pausedReason} is null`),
    index("releases_resting").on(t.organizationId, t.at).where(sql`${t.pausedReason} is not null`),
    index("releases_to_begin").on(t.releaseOn).where(sql`${t.begunAt} is null`),
    foreignKey({ columns: [t.organizationId, t.userId], foreignColumns: [users.organizationId, users.id] }),
  ],
);

/** One number that is given back: the intention is written before Twilio is asked, as with a purchase. */
export const releaseLines = pgTable(
  "release_lines",
  {
    id: id("rln"),
    organizationId: text("organization_id").notNull(),
    releaseId: text("release_id").notNull(),
    callerIdId: text("caller_id_id").notNull(),
    twilioAccountSid: text("twilio_account_sid").notNull(),
    e164: text().notNull(),
    /** What is released is what this names; bought again, a number has another. */
    sid: text().notNull(),
    state: text({ enum: RELEASE_LINE_STATES }).notNull(),
    failure: text().$type<ReleaseFailure>(),
    /** Its emergency address may be taken off for it. */
    takesAddressOff: boolean("takes_address_off").notNull().default(false),
    /** So often it was looked at while Twilio takes its address off; 0 where that is not under way. */
    addressLooks: integer("address_looks").notNull().default(0),
    attempts: integer().notNull().default(0),
    lastAttemptAt: at(),
    /** Requests in a row that nobody answered. */
    checks: integer().notNull().default(0),
    /** Claims in a row that were never written down. */
    faults: integer().notNull().default(0),
    notBefore: at(),
    leaseUntil: at(),
    fence: bigint({ mode: "number" }).notNull().default(0),
    finishedAt: at(),
    /** The mail that tells the owners that it was released. */
    noticeId: text("notice_id"),
  },
  (t) => [
    index("release_lines_of_release").on(t.releaseId, t.state, t.notBefore),
    index("release_lines_of_caller_id").on(t.callerIdId),
    index("release_lines_sid").on(t.sid),
    index("release_lines_notice").on(t.noticeId).concurrently(),
    index("release_lines_untold")
      .on(t.releaseId)
      .where(sql`${t.state} = 'released' and ${t.noticeId} is null`)
      .concurrently(),
    uniqueIndex("release_lines_open")
      .on(t.callerIdId)
      .where(sql`${t.state} in (${sql.raw(quoted(OPEN_RELEASE_STATES))})`),
    foreignKey({
      columns: [t.organizationId, t.releaseId],
      foreignColumns: [releases.organizationId, releases.id],
    }),
    foreignKey({
      columns: [t.organizationId, t.callerIdId],
      foreignColumns: [callerIds.organizationId, callerIds.id],
    }),
    check("release_lines_state", sql`${t.state} in (${sql.raw(quoted(RELEASE_LINE_STATES))})`),
  ],
);
