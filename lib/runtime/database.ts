import { attachDatabasePool } from "@vercel/functions/db-connections";
import { type Connection, connect, over, READ_ONLY } from "@/db/client";
import { askWhetherItWrites } from "@/db/queries/health";
import { environmentOf } from "@/db/queries/installation";
import { environmentProblem, type Mode } from "@/lib/domain/settings/mode";
import { env } from "./config/env";

/** An idle connection is closed after this time where a function is kept awake until then. */
const IDLE_ON_VERCEL_MS = 5_000;

/** Connections at most, apart for each use: a list that many read keeps no call and no purchase waiting. */
const CONNECTIONS = { pages: 10, engine: 10, voice: 4 };
type Use = keyof typeof CONNECTIONS;

// Next evaluates modules once per bundle; one pool for each use serves them all.
const shared = globalThis as { consolePools?: Map<Use, ReturnType<typeof connect>> };
shared.consolePools ??= new Map();
const pools = shared.consolePools;

export { waitedTooLong } from "@/db/client";

/** The process's database, over the connections of one use. */
export function database(use: Use = "pages") {
  const known = pools.get(use);
  if (known) return known.db;
  const opened = open(CONNECTIONS[use]);
  pools.set(use, opened);
  return opened.db;
}

function open(max: number) {
  const { databaseUrl, onVercel, mode } = env();
  const idle = onVercel ? { idleTimeoutMillis: IDLE_ON_VERCEL_MS } : {};
  const opened = connect(databaseUrl, max, { onConnect: onlyOurs(mode), ...idle });
  // A function that sleeps must not hold connections: Vercel lets it live until the pool has closed its idle ones.
  if (onVercel) attachDatabasePool(opened.pool);
  return opened;
}

/** The `code` of the error with which connections to another environment's database fail; a class would differ per bundle. */
const WRONG_DATABASE = "WRONG_DATABASE";

/** Asks each connection until one is ours: no query ever reaches another environment's database, however late it answers. */
function onlyOurs(mode: Mode) {
  let isOurs = false;
  return async (client: Connection) => {
    if (isOurs) return;
    const marked = await environmentOf(over(client));
    const problem = environmentProblem(marked, mode);
    if (problem) throw Object.assign(new Error(problem), { code: WRONG_DATABASE });
    isOurs = marked === mode;
  };
}

type DatabaseState =
  | { kind: "ours" }
  | { kind: "away" }
  /** It answers, and can't be written: nothing is bought. */
  | { kind: "read-only" }
  /** It answers, and serves another environment; `problem` says so in a sentence. */
  | { kind: "wrong"; problem: string };

/** Whether the process's database answers and can be written, and whose it is. */
export async function databaseState(): Promise<DatabaseState> {
  try {
    await askWhetherItWrites(database());
    return { kind: "ours" };
  } catch (fault) {
    const { cause } = fault as { cause?: { code?: unknown; message: string } };
    if (cause?.code === WRONG_DATABASE) return { kind: "wrong", problem: cause.message };
    return { kind: cause?.code === READ_ONLY ? "read-only" : "away" };
  }
}
