import { join } from "node:path";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import { connect } from "./client";

/** Brings a database to the newest schema; safe beside another process that does the same. */
export async function migrateDatabase(url: string): Promise<void> {
  const { db, pool } = connect(url, 1);
  try {
    await db.execute("select pg_advisory_lock(20261123)");
    await migrate(db, { migrationsFolder: join(process.cwd(), "db", "migrations") });
  } finally {
    await pool.end();
  }
}
