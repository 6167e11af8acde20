import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { orders } from "@/db/schema";

/**
 * Fails where the console's tables can't be written: the database is away, or only reads, such as one that was the
 * primary before a failover. Changes nothing.
 */
export async function askWhetherItWrites(db: Db): Promise<void> {
  await db
    .update(orders)
    .set({ state: sql`${orders.state}` })
    .where(sql`false`);
}

/** The database's clock at this very moment. */
export async function databaseNow(db: Db): Promise<Date> {
  const { rows } = await db.execute<{ now: string }>(sql`select clock_timestamp() as now`);
  return new Date(rows[0]?.now ?? Number.NaN);
}
