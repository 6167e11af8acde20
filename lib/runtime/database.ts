import { attachDatabasePool } from "@vercel/functions/db-connections";
import { type Connection, connect, over, READ_ONLY } from "@/db/client";
import { askWhetherItWrites } from "@/db/queries/health";
import { environmentOf } from "@/db/queries/installation";
import { environmentProblem, type Mode } from "@/lib/domain/settings/mode";
import { env } from "./config/env";

/** An idle connection is closed after this time where a function is kept awake until then. */
const IDLE_ON_VERCEL_MS = 5_000;

// Next evaluates modules once per bundle; one pool serves them all.
const shared = globalThis as { callerIdConsoleDb?: ReturnType<typeof connect> };

/** The process's database. */
export function database() {
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
