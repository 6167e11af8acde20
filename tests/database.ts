import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { startEmbeddedDatabase } from "@/db/embedded";
import { migrateDatabase } from "@/db/migrate";

declare module "vitest" {
  interface ProvidedContext {
    clusterUrl: string;
  }
}

/** One real PostgreSQL for the run, with a migrated template that every test file clones. */
export default async function setup(project: TestProject) {
  const dir = mkdtempSync(join(tmpdir(), "console-test-"));
  const cluster = await startEmbeddedDatabase({ dir, disposable: true });
  await migrateDatabase(cluster.url);
  const client = new Client({ connectionString: cluster.url.replace(/console$/, "postgres") });
  await client.connect();
  await client.query("alter database console rename to template_console");
  await client.end();
  project.provide("clusterUrl", cluster.url.replace(/console$/, ""));
  return async () => {
    await cluster.stop();
    rmSync(dir, { recursive: true, force: true });
  };
}
