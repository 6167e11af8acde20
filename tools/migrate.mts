import { isContraction, migrateDatabase } from "@/db/migrate";
import { modeOf } from "@/lib/domain/settings/mode";
import { fail, withDatabase } from "./database.mts";

const contract = process.argv.includes("--contract");

await withDatabase(async (url) => {
  const { applied, waiting } = await migrateDatabase(url, { environment: modeOf(process.env), contract });
  console.info(applied.length > 0 ? `Applied: ${applied.join(", ")}.` : "Nothing to apply.");
  console.info(
    waiting.length > 0
      ? `Waiting until no older version runs: ${waiting.join(", ")}. Then: npm run db:migrate -- --contract`
      : "The database has the newest schema.",
  );
  // The new version may need what stands behind the one that waits.
  if (waiting.some((tag) => !isContraction(tag)))
    throw new Error(
      `Not released: ${waiting.filter((tag) => !isContraction(tag)).join(", ")} must wait for ${waiting[0]}. Contract first.`,
    );
}).catch(fail);
process.exit(0);
