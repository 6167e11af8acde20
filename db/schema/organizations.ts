import { sql } from "drizzle-orm";
import { check, integer, pgTable, text, unique } from "drizzle-orm/pg-core";
import { at, id } from "./columns";

export const organizations = pgTable(
  "organizations",
  {
    id: id("org"),
    name: text().notNull(),
    twilioAccountSid: text("twilio_account_sid").notNull().unique(),
    /** The account's own auth token, sealed (`lib/domain/twilio/sealed-token.ts`); null where it is the installation's. */
    twilioTokenSealed: text("twilio_token_sealed"),
    maximumCallerIds: integer("maximum_caller_ids").notNull().default(500),
    defaultCountry: text("default_country").notNull().default("US"),
    /** IANA, such as `America/Chicago`; null where it is its country's (`lib/domain/geography/time-zones.ts`). */
    timeZone: text("time_zone"),
    /** A trigger counts its orders here and gives each its number, whichever release places it. */
    lastOrderNumber: integer("last_order_number").notNull().default(1000),
    /** Raised by every change of its settings: the second of two who change them is told. */
    version: integer().notNull().default(1),
    createdAt: at().notNull().defaultNow(),
  },
  (t) => [
    // Caller IDs and orders name both, so a row can't carry another organisation's Twilio account.
    unique("organizations_id_twilio_account").on(t.id, t.twilioAccountSid),
    check("organizations_maximum", sql`${t.maximumCallerIds} >= 0`),
    check("organizations_country", sql`${t.defaultCountry} ~ '^[A-Z]{2}$'`),
  ],
);
