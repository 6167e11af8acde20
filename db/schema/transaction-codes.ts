import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { at, id } from "./columns";
import { orders } from "./orders";
import { users } from "./users";

export const transactionCodes = pgTable(
  "transaction_codes",
  {
    id: id("txc"),
    organizationId: text("organization_id").notNull(),
    orderId: text("order_id").notNull(),
    userId: text("user_id").notNull(),
    /** HMAC-SHA-256 in hex over code, order, admin and fingerprint; the code itself is nowhere. */
    mac: text().notNull(),
    fingerprint: text().notNull(),
    tries: integer().notNull().default(0),
    createdAt: at().notNull().defaultNow(),
    expiresAt: at().notNull(),
    sentAt: at(),
    /** The email could not be sent: this one counts towards no limit. */
    failedAt: at(),
    /** One try at a time: the try that is being compared, until then. */
    checkingUntil: at(),
    supersededAt: at(),
    consumedAt: at(),
  },
  (t) => [
    index("transaction_codes_order").on(t.orderId, t.createdAt.desc()),
    index("transaction_codes_sends").on(t.userId, t.createdAt),
    uniqueIndex("transaction_codes_one_live")
      .on(t.orderId)
      .where(sql`${t.supersededAt} is null and ${t.consumedAt} is null`),
    foreignKey({
      columns: [t.organizationId, t.orderId],
      foreignColumns: [orders.organizationId, orders.id],
    }),
    foreignKey({ columns: [t.organizationId, t.userId], foreignColumns: [users.organizationId, users.id] }),
    check("transaction_codes_tries", sql`${t.tries} between 0 and 5`),
  ],
);
