import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedDatabase } from "@/db/embedded";
import { migrateDatabase } from "@/db/migrate";
import { ensureBuilt } from "@/tools/build.mts";
import { startConsole } from "./start-console";

/** One real PostgreSQL and one production server for all journeys; each journey brings an organisation of its own. */
export default async function startAll() {
  ensureBuilt(".next-test");
  const dir = mkdtempSync(join(tmpdir(), "journeys-"));
  const database = await startEmbeddedDatabase({ dir, disposable: true });
  await migrateDatabase(database.url);
  const console = await startConsole({ EMBEDDED: "yes", DATABASE_URL: database.url, SUPPORT_EMAIL: "help@brightwater.example" });
  process.env.CONSOLE_URL = console.url;
  process.env.DATABASE_URL = database.url;
  return async () => {
    await console.stop();
    await database.stop();
    rmSync(dir, { recursive: true, force: true });
  };
}
