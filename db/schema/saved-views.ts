import { sql } from "drizzle-orm";
import { foreignKey, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { at, id } from "./columns";
import { users } from "./users";

/** An address of the list of Caller IDs under a name, for all admins of the organisation. */
export const savedViews = pgTable(
  "saved_views",
  {
    id: id("viw"),
    organizationId: text("organization_id").notNull(),
    /** Who saved it last. */
    userId: text("user_id").notNull(),
    name: text().notNull(),
    /** Its filters and order, as the address holds them. */
    query: text().notNull(),
    at: at().notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("saved_views_name").on(t.organizationId, sql`lower(${t.name})`),
    foreignKey({ columns: [t.organizationId, t.userId], foreignColumns: [users.organizationId, users.id] }),
  ],
);
