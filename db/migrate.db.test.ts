import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import { afterAll, describe, expect, inject, it } from "vitest";
import { migrationsWith, removeFolders } from "@/tests/support/migrations-with";
import { migrateDatabase } from "./migrate";

afterAll(removeFolders);

/** An empty database of its own. */
async function emptyDatabase(): Promise<string> {
  const name = `migrate_${randomBytes(6).toString("hex")}`;
  const client = new Client({ connectionString: `${inject("clusterUrl")}postgres` });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return inject("clusterUrl") + name;
}

async function ask<T>(url: string, query: string): Promise<T[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(query);
  await client.end();
  return rows;
}

describe("a release", () => {
  it("brings an empty database to the newest schema, marks it, and has nothing to do twice or in parallel", async () => {
    const url = await emptyDatabase();
    const [one, two] = await Promise.all([
      migrateDatabase(url, { environment: "preview" }),
      migrateDatabase(url, { environment: "preview" }),
    ]);
    const files = readdirSync("db/migrations").filter((file) => file.endsWith(".sql"));
    expect([...one.applied, ...two.applied]).toHaveLength(files.length);
    expect(await migrateDatabase(url, { environment: "preview" })).toEqual({ applied: [], waiting: [] });
    expect(await ask(url, "select environment from installation")).toEqual([{ environment: "preview" }]);
  });

  it("refuses a database of another environment, and changes nothing", async () => {
    const url = await emptyDatabase();
    await migrateDatabase(url, { environment: "production" });
    await expect(migrateDatabase(url, { environment: "preview" })).rejects.toThrow(
      "This database is marked for production, and this is preview. Nothing was changed.",
    );
    expect(await ask(url, "select environment from installation")).toEqual([{ environment: "production" }]);
  });

  it("says in one sentence what is to be run where it may not make the extension, and changes nothing", async () => {
    const url = await emptyDatabase();
    const role = `plain_${randomBytes(6).toString("hex")}`;
    await ask(url, `create role ${role} login password 'plain'`);
    const theirs = new URL(url);
    theirs.username = role;
    theirs.password = "plain";
    await expect(migrateDatabase(String(theirs), { environment: "preview" })).rejects.toThrow(
      "Have its owner run `create extension pg_trgm`, then migrate again.",
    );
    expect(await ask(url, "select 1 from pg_namespace where nspname = 'drizzle'")).toEqual([]);
    // A host that had it switched on before: the same user may go on, as far as its rights reach.
    await ask(url, "create extension pg_trgm");
    await ask(url, `grant create on schema public to ${role}`);
    await ask(url, `grant create on database ${new URL(url).pathname.slice(1)} to ${role}`);
    expect((await migrateDatabase(String(theirs), { environment: "preview" })).waiting).toEqual([]);
  });

  it("waits with what takes something away, and with all that comes after, until it is told", async () => {
    const url = await emptyDatabase();
    await migrateDatabase(url, { environment: "production" });
    const folder = migrationsWith(
      ["more", "contract_less", "again"].map((name) => [name, `create table made_by_${name} ();`]),
    );
    const release = (contract: boolean) =>
      migrateDatabase(url, { environment: "production", contract, folder });
    const waiting = ["1001_contract_less", "1002_again"];
    expect(await release(false)).toEqual({ applied: ["1000_more"], waiting });
    expect(await release(false)).toEqual({ applied: [], waiting });
    expect(await release(true)).toEqual({ applied: waiting, waiting: [] });
    expect(await ask(url, "select 1 from made_by_again")).toEqual([]);
  });

  it("lets nobody wait behind it for long while somebody reads, and goes on when they have read", async () => {
    const url = await emptyDatabase();
    await migrateDatabase(url, { environment: "production" });
    const folder = migrationsWith([
      ["first", "create table made_first ();"],
      ["second", "alter table caller_ids add column made_second text;"],
    ]);
    const reader = new Client({ connectionString: url });
    await reader.connect();
    await reader.query("begin; select 1 from caller_ids");
    const migrating = migrateDatabase(url, { environment: "production", folder });
    await pause(1_000);
    const began = performance.now();
    await ask(url, "select 1 from caller_ids");
    expect(performance.now() - began).toBeLessThan(4_000);
    // A file of its own was applied meanwhile.
    expect(await ask(url, "select 1 from made_first")).toEqual([]);
    await reader.query("commit");
    await reader.end();
    expect((await migrating).applied).toEqual(["1000_first", "1001_second"]);
    expect(await ask(url, "select made_second from caller_ids")).toEqual([]);
  });

  it("makes an index outside of a transaction, also where an interrupted try has left a useless one", async () => {
    const url = await emptyDatabase();
    await migrateDatabase(url, { environment: "production" });
    const name = "users_name_once";
    const make = `create unique index concurrently "${name}" on users (name)`;
    await ask(url, "insert into organizations (id, name, twilio_account_sid) values ('org_1', 'One', 'AC1')");
    for (const id of ["usr_1", "usr_2"])
      await ask(
        url,
        `insert into users (id, organization_id, email, name) values ('${id}', 'org_1', '${id}', 'Ada')`,
      );
    await expect(ask(url, make)).rejects.toThrow("could not create unique index");
    await ask(url, "update users set name = id");
    const folder = migrationsWith([["names_concurrently", make]]);
    // Two at once: whoever waits must not keep the other from making it.
    const both = [folder, folder].map((one) =>
      migrateDatabase(url, { environment: "production", folder: one }),
    );
    expect((await Promise.all(both)).flatMap(({ applied }) => applied)).toEqual(["1000_names_concurrently"]);
    expect(await ask(url, `select indisvalid from pg_index where indexrelid = '${name}'::regclass`)).toEqual([
      { indisvalid: true },
    ]);
  });

  it("begins a file anew that was chosen to end a deadlock", async () => {
    const url = await emptyDatabase();
    await migrateDatabase(url, { environment: "production" });
    const folder = migrationsWith([
      ["both", "alter table caller_ids add a text;--> statement-breakpoint\nalter table orders add a text;"],
    ]);
    const worker = new Client({ connectionString: url });
    await worker.connect();
    await worker.query("begin; select 1 from orders for update; set local deadlock_timeout = '10s'");
    const migrating = migrateDatabase(url, { environment: "production", folder });
    await pause(500);
    await worker.query("select count(*) from caller_ids; commit");
    await worker.end();
    expect((await migrating).applied).toEqual(["1000_both"]);
  });

  it("names one table that calls and purchases use in each file, or none: locks are kept until its end", () => {
    const files = readdirSync("db/migrations").filter((file) => /^\d{4}_.*\.sql$/.test(file));
    const several = files.filter((file) => {
      const sql = readFileSync(`db/migrations/${file}`, "utf8");
      const locked = [...sql.matchAll(/ALTER TABLE "?(\w+)"?|DROP INDEX(?! CONCURRENTLY) "?(\w+)"?/gi)];
      // From before this was a rule.
      return (
        file > "0008" &&
        !file.includes("_concurrently") &&
        new Set(locked.map(([, one, two]) => one ?? two)).size > 1
      );
    });
    expect(several).toEqual([]);
  });

  it("only expands: what the version before still uses goes in a migration whose name says contract", () => {
    const takesAway =
      /\bDROP (TABLE|COLUMN|DEFAULT|TYPE|CONSTRAINT)\b|\bRENAME\b|SET DATA TYPE|SET NOT NULL|ADD COLUMN (?!.*\bDEFAULT\b).*NOT NULL/i;
    const files = readdirSync("db/migrations").filter((file) => /^\d{4}_.*\.sql$/.test(file));
    const breaking = files.filter(
      // From before there was a first installation.
      (file) =>
        file !== "0004_limits.sql" &&
        !file.includes("contract") &&
        takesAway.test(withoutWidenedChecks(readFileSync(`db/migrations/${file}`, "utf8"))),
    );
    expect(breaking).toEqual([]);
  });
});

/** A check that is dropped and made again, NOT VALID first and then validated, allows more than before: an expansion. */
function withoutWidenedChecks(sql: string): string {
  return sql.replace(/ALTER TABLE \S+ DROP CONSTRAINT "?(\w+)"?;/gi, (drop, name: string) => {
    const made = new RegExp(`ADD CONSTRAINT "?${name}"? CHECK [\\s\\S]*? NOT VALID;`, "i").test(sql);
    const validated = new RegExp(`VALIDATE CONSTRAINT "?${name}"?;`, "i").test(sql);
    return made && validated ? "" : drop;
  });
}

it("knows a check that was made wider from one that is gone", () => {
  const drop = 'ALTER TABLE "orders" DROP CONSTRAINT "orders_state";';
  const wider = `${drop}\nALTER TABLE "orders" ADD CONSTRAINT "orders_state" CHECK (true) NOT VALID;`;
  expect(withoutWidenedChecks(drop)).toContain("DROP CONSTRAINT");
  expect(withoutWidenedChecks(wider)).toContain("DROP CONSTRAINT");
  expect(
    withoutWidenedChecks(`${wider}\nALTER TABLE "orders" VALIDATE CONSTRAINT "orders_state";`),
  ).not.toContain("DROP CONSTRAINT");
});
