import { pgTable, text } from "drizzle-orm/pg-core";
import { at, id } from "./columns";

/** Mail of the embedded default, shown at /dev/outbox. */
export const outboxMessages = pgTable("outbox_messages", {
  id: id("out"),
  to: text().notNull(),
  subject: text().notNull(),
  text: text().notNull(),
  html: text().notNull(),
  idempotencyKey: text("idempotency_key").notNull().unique(),
  sentAt: at().notNull().defaultNow(),
});
