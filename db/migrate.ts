import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { Client } from "pg";
import { environmentProblem, type Mode } from "@/lib/domain/settings/mode";
import { type Db, over } from "./client";
import { environmentOf, markEnvironment } from "./queries/installation";

type Options = {
  /** Which environment asks; a database that is marked for another one is refused. */
  environment: Mode;
  /** Also takes away what the version before still used. */
  contract?: boolean;
  folder?: string;
};
type MigrateOutcome = {
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
  // One connection, which holds the lock: a run whose connection is lost fails.
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  await client.connect();
  const db = over(client);
  try {
    await lockMigrations(db);
    const problem = environmentProblem(await environmentOf(db), environment);
    if (problem) throw new Error(problem);
    await ensureTrigrams(db);
    await ensureJournal(db);
    const pending = await pendingMigrations(db, folder);
    const stop = contract ? -1 : pending.findIndex(({ tag }) => isContraction(tag));
    const applied = stop < 0 ? pending : pending.slice(0, stop);
    for (const migration of applied) await apply(db, migration);
    await markEnvironment(db, environment);
    return {
      applied: applied.map(({ tag }) => tag),
      waiting: pending.slice(applied.length).map(({ tag }) => tag),
    };
  } finally {
    await client.end();
  }
}

/** Takes away what the version before may still use. */
export const isContraction = (tag: string) => tag.includes("contract");

const FOLDER = join(process.cwd(), "db", "migrations");

type Migration = { tag: string; at: number; sql: string[]; hash: string };

/** Migrations that the database has not seen, oldest first. */
async function pendingMigrations(db: Db, folder: string): Promise<Migration[]> {
  const { entries } = JSON.parse(readFileSync(join(folder, "meta", "_journal.json"), "utf8")) as {
    entries: { tag: string }[];
  };
  const files = readMigrationFiles({ migrationsFolder: folder });
  const all = files.map((file, index) => ({
    ...file,
    tag: entries[index]?.tag ?? "",
    at: file.folderMillis,
  }));
  const { rows } = await db.execute<{ at: string | null }>(
    sql`select max(created_at) as at from drizzle.__drizzle_migrations`,
  );
  const seen = Number(rows[0]?.at ?? 0);
  return all.filter(({ at }) => at > seen);
}

/** As Drizzle's own migrator makes it. */
async function ensureJournal(db: Db) {
  await db.execute(sql`create schema if not exists drizzle`);
  await db.execute(sql`create table if not exists drizzle.__drizzle_migrations
    (id serial primary key, hash text not null, created_at bigint)`);
}

/** What the searches lean on. The owner of a database may make it (it is "trusted"); some hosts want it switched on first. */
async function ensureTrigrams(db: Db) {
  const { rows } = await db.execute(sql`select from pg_extension where extname = 'pg_trgm'`);
  if (rows.length > 0) return;
  await db.execute(sql`create extension if not exists pg_trgm`).catch((cause) => {
    throw new Error(
      "The database has not got the extension pg_trgm, and this user may not make it. Nothing was changed. Have its owner run `create extension pg_trgm`, then migrate again.",
      { cause },
    );
  });
}

/** How long one statement may wait for a lock: whatever comes after it in the queue, such as a call, waits as long. */
const LOCK_TIMEOUT_MS = 100;
/** So often is a file begun anew that did not get its locks, and after this pause. */
const MAX_TRIES = 150;
const PAUSE_MS = 1_000;

/** One file of `db/migrations`, as a whole or not at all; written down in the journal table of Drizzle's own migrator. */
async function apply(db: Db, { tag, at, sql: statements, hash }: Migration) {
  const write = sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${at})`;
  for (let tries = 1; ; tries++) {
    try {
      if (!runsOutside(tag))
        return await db.transaction(async (tx) => {
          await tx.execute(sql.raw(`set local lock_timeout = ${LOCK_TIMEOUT_MS}`));
          for (const statement of statements) await tx.execute(sql.raw(statement));
          await tx.execute(write);
        });
      for (const statement of statements)
        if (!(await isMade(db, statement))) await db.execute(sql.raw(statement));
      await db.execute(write);
      return;
    } catch (fault) {
      if (!gaveWay(fault)) throw fault;
      if (tries === MAX_TRIES)
        throw new Error(
          `${tag} did not get its locks in ${MAX_TRIES} tries, so it was not applied. End what holds the tables for so long (see pg_stat_activity), then migrate again.`,
        );
      await pause(PAUSE_MS);
    }
  }
}

/** `CREATE INDEX CONCURRENTLY` runs in no transaction; such a file is named for it and may run twice. */
const runsOutside = (tag: string) => tag.endsWith("_concurrently");

/** Whether an earlier try made this index; what is left of one whose making was interrupted is dropped. */
async function isMade(db: Db, statement: string): Promise<boolean> {
  const [, name] = /CREATE (?:UNIQUE )?INDEX CONCURRENTLY "?(\w+)"?/i.exec(statement) ?? [];
  if (!name) return false;
  const { rows } = await db.execute<{ valid: boolean }>(
    sql`select indisvalid as valid from pg_index where indexrelid = to_regclass(${name})`,
  );
  if (rows[0] && !rows[0].valid) await db.execute(sql.raw(`drop index concurrently "${name}"`));
  return rows[0]?.valid ?? false;
}

/** It waited too long for a lock, or was chosen to give way to whoever held one and wanted another. */
const gaveWay = (fault: unknown) =>
  ["55P03", "40P01"].includes((fault as { cause?: { code?: string } })?.cause?.code ?? "");

/** One migrates at a time. Whoever waits asks again and again: waiting in a query would keep an index from being made. */
async function lockMigrations(db: Db) {
  for (;;) {
    const { rows } = await db.execute<{ mine: boolean }>(sql`select pg_try_advisory_lock(20261123) as mine`);
    if (rows[0]?.mine) return;
    await pause(250);
  }
}
