import { runningEmbeddedDatabase, startEmbeddedDatabase } from "@/db/embedded";

const DATA = ".data";

/** Runs a command against DATABASE_URL, or, embedded, against the demo's database, whether the demo runs or not. */
export async function withDatabase(work: (url: string) => Promise<void>) {
  if (process.env.DATABASE_URL) return work(process.env.DATABASE_URL);
  if (process.env.EMBEDDED !== "yes")
    throw new Error(
      "DATABASE_URL is missing: any PostgreSQL 15 or newer. (EMBEDDED=yes uses the one of npm run demo.)",
    );
  const running = runningEmbeddedDatabase(DATA);
  if (running) {
    process.env.DATABASE_URL = running;
    return work(running);
  }
  const database = await startEmbeddedDatabase({ dir: DATA });
  process.env.DATABASE_URL = database.url;
  try {
    await work(database.url);
  } finally {
    await database.stop();
  }
}

/** Prints what went wrong in one sentence and exits non-zero. */
export function fail(error: unknown): never {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
