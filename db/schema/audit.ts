import { sql } from "drizzle-orm";
import { bigserial, foreignKey, index, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { at } from "./columns";
import { organizations } from "./organizations";
import { users } from "./users";

/** Append-only, by a trigger: who did what, in the same transaction as the change. */
export const auditEvents = pgTable(
  "audit_events",
  {
    id: bigserial({ mode: "number" }).primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organizations.id),
    /** Null when the engine acted. */
    userId: text("user_id"),
    /** Whom it is about. */
    personId: text("person_id"),
    orderId: text("order_id"),
    event: text().notNull(),
    /** The number that it is about; rows of before name it in `details`. */
    e164: text(),
    /** From where it was asked for; null when the console acted, and where no proxy is trusted to say so. */
    network: text(),
    requestId: text("request_id"),
    details: jsonb().$type<Record<string, string | number | boolean | null>>().notNull().default({}),
    at: at().notNull().defaultNow(),
  },
  (t) => [
    index("audit_events_order").on(t.organizationId, t.orderId, t.id),
    index("audit_events_number")
      .on(t.organizationId, t.e164, t.id)
      .where(sql`${t.e164} is not null`)
      .concurrently(),
    index("audit_events_person")
      .on(t.organizationId, t.personId, t.id)
      .where(sql`${t.personId} is not null`)
      .concurrently(),
    foreignKey({ columns: [t.organizationId, t.userId], foreignColumns: [users.organizationId, users.id] }),
  ],
);
