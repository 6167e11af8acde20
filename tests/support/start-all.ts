import { ensureBuilt } from "@/tools/build.mts";
import { startConsole } from "./start-console";
import { temporaryDatabase } from "./temporary-database";

/** One real PostgreSQL and one production server for all journeys; each journey brings an organisation of its own. */
export default async function startAll() {
  await ensureBuilt(".next-test");
  const database = await temporaryDatabase();
  const console = await startConsole({
    EMBEDDED: "yes",
    DATABASE_URL: database.url,
    SUPPORT_EMAIL: "help@brightwater.example",
  });
  process.env.CONSOLE_URL = console.url;
  process.env.DATABASE_URL = database.url;
  return async () => {
    await console.stop();
    await database.stop();
  };
}
