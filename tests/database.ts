import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { temporaryDatabase } from "./support/temporary-database";

declare module "vitest" {
  interface ProvidedContext {
    clusterUrl: string;
  }
}

/** One real PostgreSQL for the run, with a migrated template that every test file clones. */
export default async function setup(project: TestProject) {
  const cluster = await temporaryDatabase();
  const client = new Client({ connectionString: cluster.url.replace(/console$/, "postgres") });
  await client.connect();
  await client.query("alter database console rename to template_console");
  await client.end();
  project.provide("clusterUrl", cluster.url.replace(/console$/, ""));
  return cluster.stop;
}
