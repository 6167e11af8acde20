import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { installation } from "@/db/schema";
import type { Mode } from "@/lib/domain/settings/mode";

/** Which environment the database serves; null when nobody has said so, and before the first migration. */
export async function environmentOf(db: Db): Promise<Mode | null> {
  // Asked first: a query that fails costs the connection, and with it a lock that it may hold.
  const { rows } = await db.execute<{ there: boolean }>(
    sql`select to_regclass('public.installation') is not null as there`,
  );
  if (!rows[0]?.there) return null;
  const [row] = await db.select({ environment: installation.environment }).from(installation);
  return row?.environment ?? null;
}

/** Says which environment the database serves, once and for all. */
export async function markEnvironment(db: Db, environment: Mode) {
  await db.insert(installation).values({ environment }).onConflictDoNothing();
}
