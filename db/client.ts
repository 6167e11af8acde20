import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import { type Client, type ClientBase, Pool, type PoolClient, type PoolConfig } from "pg";
import * as schema from "./schema";

export type Db = NodePgDatabase<typeof schema>;
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

/** One connection of a pool. */
export type Connection = ClientBase;

const DIALECT = { schema, casing: "snake_case" } as const;

/**
 * Nothing waits without an end: a wire that goes silent tells nobody. Limits on our side, because poolers refuse
 * `statement_timeout` at the start of a connection.
 */
const PATIENCE: PoolConfig = {
  connectionTimeoutMillis: 10_000,
  query_timeout: 10_000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  idleTimeoutMillis: 30_000,
  // After a failover nobody stays with the old server for longer.
  maxLifetimeSeconds: 10 * 60,
};

/** A session that was left in the middle of a transaction, such as by a silent wire, gives its locks back. */
const LEFT_TRANSACTION_MS = 15_000;

/** A statement that waits for somebody else's says so itself, before its own time is over. */
const LOCK_TIMEOUT_MS = 8_000;

/** Whether a statement gave up for that (PostgreSQL's lock_not_available). */
export const waitedTooLong = (fault: unknown) =>
  (fault as { cause?: { code?: string } })?.cause?.code === "55P03";

/** A pool of the caller's own, who ends it. */
export function connect(url: string, max = 10, more: PoolConfig = {}): { db: Db; pool: Pool } {
  const onConnect = async (client: ClientBase) => {
    await client.query(
      "select set_config('idle_in_transaction_session_timeout', $1, false), set_config('lock_timeout', $2, false)",
      [String(LEFT_TRANSACTION_MS), String(LOCK_TIMEOUT_MS)],
    );
    await more.onConnect?.(client);
  };
  const pool = new Pool({ connectionString: url, max, ...PATIENCE, ...more, onConnect });
  // An idle connection that the server ends is replaced at the next query; one that is in use fails its next one.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => {
    client.on("error", () => undefined);
    endWhenUseless(client);
  });
  return { db: drizzle({ client: pool, ...DIALECT }), pool };
}

/** PostgreSQL's code for a write to a server that only reads: it was the primary before a failover. */
export const READ_ONLY = "25006";

/**
 * A connection whose statement got no answer, or whose server may not write any more, is ended at once: what follows on
 * it, such as a rollback, fails without waiting, and nobody is handed it again.
 */
function endWhenUseless(client: PoolClient) {
  const query = client.query.bind(client) as (...call: unknown[]) => unknown;
  const end = (fault: { code?: unknown; message?: unknown }) => {
    if (fault.code !== READ_ONLY && fault.message !== "Query read timeout") return;
    (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
  };
  const bounded = (...call: unknown[]) => {
    const answer = query(...call);
    if (answer instanceof Promise) answer.catch(end);
    return answer;
  };
  client.query = bounded as typeof client.query;
}

/** Queries over one connection, such as one that a pool is about to hand out. */
export const over = (client: Connection): Db => drizzle({ client: client as Client, ...DIALECT });
