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
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { RUN_STATES } from "@/lib/domain/reconcile/reconcile";
import { at, id, quoted } from "./columns";
import { organizations } from "./organizations";

/** One reading of a whole Twilio account, page by page; a process that dies leaves the page it had reached. */
export const reconcileRuns = pgTable(
  "reconcile_runs",
  {
    id: id("rec"),
    organizationId: text("organization_id").notNull(),
    twilioAccountSid: text("twilio_account_sid").notNull(),
    /** Null when it is the nightly one. */
    requestedBy: text("requested_by"),
    state: text({ enum: RUN_STATES }).notNull().default("running"),
    /** Why it failed: one of Twilio's troubles. */
    problem: text(),
    /** How many numbers it will find, as far as we know. */
    expected: integer().notNull(),
    read: integer().notNull().default(0),
    /** Where the next page is; null for the first. */
    nextPage: text("next_page"),
    /** Pages in a row that got no answer. */
    tries: integer().notNull().default(0),
    /** Grows with every page: only the newest claim may write. */
    fence: integer().notNull().default(0),
    leaseUntil: at(),
    notBefore: at(),
    startedAt: at().notNull().defaultNow(),
    finishedAt: at(),
    /** What it found stands on the Caller IDs since then. */
    notedAt: at(),
    /** How many numbers became gone, changed or unlisted by it. */
    differing: integer().notNull().default(0),
  },
  (t) => [
    uniqueIndex("reconcile_runs_one_running").on(t.twilioAccountSid).where(sql`${t.state} = 'running'`),
    index("reconcile_runs_newest").on(t.organizationId, t.startedAt.desc()),
    foreignKey({
      columns: [t.organizationId, t.twilioAccountSid],
      foreignColumns: [organizations.id, organizations.twilioAccountSid],
    }),
    check("reconcile_runs_state", sql`${t.state} in (${sql.raw(quoted(RUN_STATES))})`),
  ],
);

/** What Twilio said that the account has, when it was last read. */
export const twilioNumbers = pgTable(
  "twilio_numbers",
  {
    organizationId: text("organization_id").notNull(),
    twilioAccountSid: text("twilio_account_sid").notNull(),
    sid: text().notNull(),
    e164: text().notNull(),
    country: text().notNull(),
    type: text().notNull(),
    name: text().notNull(),
    voiceUrl: text("voice_url").notNull(),
    voiceFallbackUrl: text("voice_fallback_url").notNull(),
    /** A trunk or an application decides over calls, whatever the webhooks say. */
    overridden: boolean().notNull(),
    // Null where the release before read the number, which did not keep them: not known.
    voiceMethod: text("voice_method"),
    voiceFallbackMethod: text("voice_fallback_method"),
    statusCallback: text("status_callback"),
    statusCallbackMethod: text("status_callback_method"),
    trunkSid: text("trunk_sid"),
    voiceApplicationSid: text("voice_application_sid"),
    // For giving a number back: its emergency address has to go first.
    emergencyStatus: text("emergency_status"),
    emergencyAddressSid: text("emergency_address_sid"),
    emergencyAddressStatus: text("emergency_address_status"),
    createdAt: at(),
    /** The run that saw it last. */
    runId: text("run_id").notNull(),
    /** A reading found it and our list had not got it. */
    unlistedSince: at(),
    /** Somebody is changing it until then. */
    claimedUntil: at(),
  },
  (t) => [
    primaryKey({ columns: [t.twilioAccountSid, t.sid] }),
    index("twilio_numbers_e164").on(t.twilioAccountSid, t.e164),
    index("twilio_numbers_unlisted")
      .on(t.organizationId)
      .where(sql`${t.unlistedSince} is not null`)
      .concurrently(),
    foreignKey({
      columns: [t.organizationId, t.twilioAccountSid],
      foreignColumns: [organizations.id, organizations.twilioAccountSid],
    }),
  ],
);
