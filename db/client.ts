import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import { type Client, type ClientBase, Pool, type PoolConfig } from "pg";
import * as schema from "./schema";

export type Db = NodePgDatabase<typeof schema>;
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

/** One connection of a pool. */
export type Connection = ClientBase;

const DIALECT = { schema, casing: "snake_case" } as const;

/** An idle connection is closed after this time. */
const IDLE_MS = 30_000;

/** A pool of the caller's own, who ends it. */
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

/** Queries over one connection, such as one that a pool is about to hand out. */
export const over = (client: Connection): Db => drizzle({ client: client as Client, ...DIALECT });
