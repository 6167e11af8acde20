import { attachDatabasePool } from "@vercel/functions/db-connections";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import { type Client, type ClientBase, Pool, type PoolConfig } from "pg";
import { env } from "@/lib/env";
import { environmentProblem, type Mode } from "@/lib/mode";
import { environmentOf } from "./queries/installation";
import * as schema from "./schema";

export type Db = NodePgDatabase<typeof schema>;
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

const DIALECT = { schema, casing: "snake_case" } as const;

/** An idle connection is closed after this time; sooner where a function is kept awake until then. */
const IDLE_MS = 30_000;
const IDLE_ON_VERCEL_MS = 5_000;

/** A pool of its own for tests and tools; `end` it. */
export function connect(url: string, max = 10, more: PoolConfig = {}): { db: Db; pool: Pool } {
  const pool = new Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: IDLE_MS,
    ...more,
  });
  // An idle connection that the server ends is replaced at the next query.
  pool.on("error", () => undefined);
  return { db: drizzle({ client: pool, ...DIALECT }), pool };
}

// Next evaluates modules once per bundle; one pool serves them all.
const shared = globalThis as { callerIdConsoleDb?: { db: Db; pool: Pool } };

/** The application's database. */
export function database(): Db {
  shared.callerIdConsoleDb ??= open();
  return shared.callerIdConsoleDb.db;
}

function open() {
  const { databaseUrl, onVercel, mode } = env();
  const idle = onVercel ? { idleTimeoutMillis: IDLE_ON_VERCEL_MS } : {};
  const opened = connect(databaseUrl, 10, { onConnect: onlyOurs(mode), ...idle });
  // A function that sleeps must not hold connections: Vercel lets it live until the pool has closed its idle ones.
  if (onVercel) attachDatabasePool(opened.pool);
  return opened;
}

/** The `code` of the error with which connections to another environment's database fail; a class would differ per bundle. */
export const WRONG_DATABASE = "WRONG_DATABASE";

/** Asks each connection until one is ours: no query ever reaches another environment's database, however late it answers. */
function onlyOurs(mode: Mode) {
  let isOurs = false;
  return async (client: ClientBase) => {
    if (isOurs) return;
    const marked = await environmentOf(drizzle({ client: client as Client, ...DIALECT }));
    const problem = environmentProblem(marked, mode);
    if (problem) throw Object.assign(new Error(problem), { code: WRONG_DATABASE });
    isOurs = marked === mode;
  };
}
