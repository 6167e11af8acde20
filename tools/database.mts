import { existsSync } from "node:fs";
import { connect } from "@/db/client";
import { runningEmbeddedDatabase, startEmbeddedDatabase } from "@/db/embedded";
import { environmentOf } from "@/db/queries/installation";
import { causeInWords } from "@/lib/domain/fault";
import { databaseUrlProblem } from "@/lib/domain/settings/database-url";
import { environmentProblem, modeOf } from "@/lib/domain/settings/mode";

const DATA = ".data";

/** Runs a command against DATABASE_URL, or, embedded, against the demo's database, whether the demo runs or not. */
export async function withDatabase(work: (url: string) => Promise<void>) {
  // Next reads it by itself; the demo's commands are none of a real installation's.
  if (process.env.EMBEDDED !== "yes" && existsSync(".env")) process.loadEnvFile(".env");
  if (process.env.DATABASE_URL) {
    const problem = databaseUrlProblem(process.env.DATABASE_URL);
    if (problem) throw new Error(`DATABASE_URL ${problem}`);
    await refuseOtherEnvironment(process.env.DATABASE_URL);
    return work(process.env.DATABASE_URL);
  }
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

/** A command of one environment leaves the database of another alone. */
async function refuseOtherEnvironment(url: string) {
  const { db, pool } = connect(url, 1);
  try {
    const problem = environmentProblem(await environmentOf(db), modeOf(process.env));
    if (problem) throw new Error(problem);
  } finally {
    await pool.end();
  }
}

/** Prints what went wrong and exits non-zero. */
export function fail(error: unknown): never {
  console.error(causeInWords(error));
  process.exit(1);
}
