import { sql } from "drizzle-orm";
import { check, integer, pgTable, text } from "drizzle-orm/pg-core";
import { MODES } from "@/lib/domain/settings/mode";
import { at, quoted } from "./columns";

/** One row: which environment this database serves. A release and a server of another one refuse it. */
export const installation = pgTable(
  "installation",
  {
    id: integer().primaryKey().default(1),
    environment: text({ enum: MODES }).notNull(),
    markedAt: at().notNull().defaultNow(),
  },
  (t) => [
    check("installation_one_row", sql`${t.id} = 1`),
    check("installation_environment", sql`${t.environment} in (${sql.raw(quoted(MODES))})`),
  ],
);
