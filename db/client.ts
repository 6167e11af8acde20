import { attachDatabasePool } from "@vercel/functions/db-connections";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import { Pool } from "pg";
import { env } from "@/lib/env";
import * as schema from "./schema";

export type Db = NodePgDatabase<typeof schema>;
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

/** An idle connection is closed after this time. */
const IDLE_MS = 5_000;

/** A pool of its own for tests and tools; `end` it. */
export function connect(url: string, max = 10): { db: Db; pool: Pool } {
  const pool = new Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: IDLE_MS,
  });
  // An idle connection that the server ends is replaced at the next query.
  pool.on("error", () => undefined);
  return { db: drizzle({ client: pool, schema, casing: "snake_case" }), pool };
}

// Next evaluates modules once per bundle; one pool serves them all.
const shared = globalThis as { callerIdConsoleDb?: { db: Db; pool: Pool } };

/** The application's database. */
export function database(): Db {
  shared.callerIdConsoleDb ??= open();
  return shared.callerIdConsoleDb.db;
}

function open() {
  const { databaseUrl, onVercel } = env();
  const opened = connect(databaseUrl);
  // A function that sleeps must not hold connections: Vercel lets it live until the pool has closed its idle ones.
  if (onVercel) attachDatabasePool(opened.pool);
  return opened;
}
