import { pgTable, text } from "drizzle-orm/pg-core";
import { at, id } from "./columns";

/** Mail of the embedded default, shown at /dev/outbox. */
export const outboxMessages = pgTable("outbox_messages", {
  id: id("out"),
  to: text().notNull(),
  subject: text().notNull(),
  text: text().notNull(),
  html: text().notNull(),
  /** A file that came with it, and its words. */
  fileName: text("file_name"),
  fileContent: text("file_content"),
  idempotencyKey: text("idempotency_key").notNull().unique(),
  sentAt: at().notNull().defaultNow(),
});
