import { migrateDatabase } from "@/db/migrate";
import { fail, withDatabase } from "./database.mts";

await withDatabase(migrateDatabase).catch(fail);
console.info("The database has the newest schema.");
process.exit(0);
