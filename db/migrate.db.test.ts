import { randomBytes } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { describe, expect, inject, it } from "vitest";
import { migrateDatabase } from "./migrate";

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

  it("waits with what takes something away, and with all that comes after, until it is told", async () => {
    const url = await emptyDatabase();
    await migrateDatabase(url, { environment: "production" });
    const folder = mkdtempSync(join(tmpdir(), "migrations-"));
    cpSync("db/migrations", folder, { recursive: true });
    const journal = JSON.parse(readFileSync(join(folder, "meta/_journal.json"), "utf8"));
    for (const [index, name] of ["more", "contract_less", "again"].entries()) {
      const tag = `100${index}_${name}`;
      journal.entries.push({
        idx: 100 + index,
        version: "7",
        when: Date.now() + index,
        tag,
        breakpoints: true,
      });
      writeFileSync(join(folder, `${tag}.sql`), `create table made_by_${name} ();`);
    }
    writeFileSync(join(folder, "meta/_journal.json"), JSON.stringify(journal));
    const release = (contract: boolean) =>
      migrateDatabase(url, { environment: "production", contract, folder });
    const waiting = ["1001_contract_less", "1002_again"];
    expect(await release(false)).toEqual({ applied: ["1000_more"], waiting });
    expect(await release(false)).toEqual({ applied: [], waiting });
    expect(await release(true)).toEqual({ applied: waiting, waiting: [] });
    expect(await ask(url, "select 1 from made_by_again")).toEqual([]);
    rmSync(folder, { recursive: true });
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
        takesAway.test(readFileSync(`db/migrations/${file}`, "utf8")),
    );
    expect(breaking).toEqual([]);
  });
});
