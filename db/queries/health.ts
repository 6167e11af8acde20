import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";

/** Whether the database answers. */
export async function answers(db: Db): Promise<boolean> {
  return db
    .execute(sql`select 1`)
    .then(() => true)
    .catch(() => false);
}
