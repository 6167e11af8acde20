import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";

/** The database's clock at this very moment. */
export async function databaseNow(db: Db): Promise<Date> {
  const { rows } = await db.execute<{ now: string }>(sql`select clock_timestamp() as now`);
  return new Date(rows[0]?.now ?? Number.NaN);
}
