import { bigint, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { at } from "./columns";

/** At most eight requests at a time to one Twilio account, over all processes. */
export const providerSlots = pgTable(
  "provider_slots",
  {
    twilioAccountSid: text("twilio_account_sid").notNull(),
    index: integer("lane").notNull(),
    leaseUntil: at(),
    /** The holder's fence, so that a worker whose lease ran out can't free the next one's slot. */
    fence: bigint({ mode: "number" }).notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.twilioAccountSid, t.index] })],
);

/** How wide the shared limit was made when Twilio last said that it was too busy; it grows again with time. */
export const providerLimits = pgTable("provider_limits", {
  twilioAccountSid: text("twilio_account_sid").primaryKey(),
  width: integer().notNull(),
  narrowedAt: at().notNull().defaultNow(),
});

/** When each of those who wake the engine last came by. */
export const heartbeats = pgTable("wake_ups", { name: text().primaryKey(), at: at().notNull().defaultNow() });
