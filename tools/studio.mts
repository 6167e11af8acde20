import { spawnSync } from "node:child_process";
import { fail, withDatabase } from "./database.mts";

await withDatabase(async () => {
  spawnSync("node_modules/.bin/drizzle-kit", ["studio"], { stdio: "inherit", env: process.env });
}).catch(fail);
process.exit(0);
