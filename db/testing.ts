import { randomBytes } from "node:crypto";
import { Client, type Pool } from "pg";
import { afterAll, beforeAll, inject } from "vitest";
import { connect, type Db } from "./client";

/**
 * A database of the test file's own, cloned from the migrated template, and the environment that points the verbs
 * at it. Returns a getter, because the database is made in `beforeAll`.
 */
export function testDatabase(environment: Record<string, string> = {}): () => Db {
  let db: Db | undefined;
  let pool: Pool | undefined;
  beforeAll(async () => {
    const clusterUrl = inject("clusterUrl");
    const name = `test_${randomBytes(6).toString("hex")}`;
    const admin = new Client({ connectionString: `${clusterUrl}postgres` });
    await admin.connect();
    await admin.query(`create database ${name} template template_console strategy file_copy`);
    await admin.end();
    const url = clusterUrl + name;
    Object.assign(process.env, { EMBEDDED: "yes", DATABASE_URL: url, ...environment });
    ({ db, pool } = connect(url, 20));
  });
  afterAll(async () => {
    await pool?.end();
  });
  return () => {
    if (!db) throw new Error("The test database is made in beforeAll");
    return db;
  };
}
