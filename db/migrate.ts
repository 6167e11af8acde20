import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { environmentProblem, type Mode } from "@/lib/domain/settings/mode";
import { connect, type Db } from "./client";
import { environmentOf, markEnvironment } from "./queries/installation";

type Options = {
  /** Which environment asks; a database that is marked for another one is refused. */
  environment: Mode;
  /** Also takes away what the version before still used. */
  contract?: boolean;
  folder?: string;
};
export type MigrateOutcome = {
  applied: string[] /** Left for `contract`, with all that come after it. */;
  waiting: string[];
};

/**
 * Brings a database to the newest schema; safe beside another process that does the same. A release first expands (what
 * runs already goes on), then the new version is deployed, then `contract` takes away what nobody uses any more: such
 * migrations carry the word in their name (docs/deployment.md).
 */
export async function migrateDatabase(
  url: string,
  { environment, contract = false, folder = FOLDER }: Options,
): Promise<MigrateOutcome> {
  const { db, pool } = connect(url, 1);
  try {
    await db.execute(sql`select pg_advisory_lock(20261123)`);
    const problem = environmentProblem(await environmentOf(db), environment);
    if (problem) throw new Error(problem);
    const pending = await pendingMigrations(db, folder);
    const stop = contract ? -1 : pending.findIndex(({ tag }) => isContraction(tag));
    const applied = stop < 0 ? pending : pending.slice(0, stop);
    await apply(db, folder, applied.at(-1)?.at ?? 0);
    await markEnvironment(db, environment);
    return {
      applied: applied.map(({ tag }) => tag),
      waiting: pending.slice(applied.length).map(({ tag }) => tag),
    };
  } finally {
    await pool.end();
  }
}

/** Takes away what the version before may still use. */
export const isContraction = (tag: string) => tag.includes("contract");

const FOLDER = join(process.cwd(), "db", "migrations");

/** Migrations that the database has not seen, oldest first. */
async function pendingMigrations(db: Db, folder: string): Promise<{ tag: string; at: number }[]> {
  const { entries } = JSON.parse(readFileSync(join(folder, "meta", "_journal.json"), "utf8")) as {
    entries: { tag: string; when: number }[];
  };
  if (!(await isThere(db))) return entries.map(({ tag, when }) => ({ tag, at: when }));
  const { rows } = await db.execute<{ at: string | null }>(
    sql`select max(created_at) as at from drizzle.__drizzle_migrations`,
  );
  const seen = Number(rows[0]?.at ?? 0);
  return entries.map(({ tag, when }) => ({ tag, at: when })).filter(({ at }) => at > seen);
}

/** Drizzle's own migrator over the migrations up to a moment. */
async function apply(db: Db, migrationsFolder: string, until: number) {
  const migrations = readMigrationFiles({ migrationsFolder }).filter(
    ({ folderMillis }) => folderMillis <= until,
  );
  // What drizzle-orm/node-postgres/migrator does, with fewer files.
  const { dialect, session } = db as unknown as {
    dialect: { migrate: (files: typeof migrations, session: unknown, config: object) => Promise<void> };
    session: unknown;
  };
  await dialect.migrate(migrations, session, { migrationsFolder });
}

/** Asked before any other question: a query that fails costs the connection, and with it the lock. */
async function isThere(db: Db): Promise<boolean> {
  const { rows } = await db.execute<{ there: boolean }>(
    sql`select to_regclass('drizzle.__drizzle_migrations') is not null as there`,
  );
  return rows[0]?.there ?? false;
}
