import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { Offer } from "@/lib/domain/offers/offer";
import { at } from "./columns";
import { users } from "./users";

/** What Twilio answered an admin's searches lately: a sample, which asking again would change under their hands. */
export const searches = pgTable(
  "searches",
  {
    organizationId: text("organization_id").notNull(),
    userId: text("user_id").notNull(),
    /** The search as an address holds it (`searchQuery`). */
    query: text().notNull(),
    offers: jsonb().$type<Offer[]>().notNull(),
    /** How many of them, the last ones, are of other area codes nearby. */
    around: integer().notNull(),
    searchedAt: at().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.query] }),
    index("searches_recent").on(t.userId, t.searchedAt.desc()),
    index("searches_old").on(t.searchedAt),
    foreignKey({ columns: [t.organizationId, t.userId], foreignColumns: [users.organizationId, users.id] }),
  ],
);
