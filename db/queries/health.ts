import { sql } from "drizzle-orm";
import { type Db, WrongDatabase } from "@/db/client";

/** Throws when the database does not answer, and `WrongDatabase` when it serves another environment. */
export async function checkDatabase(db: Db): Promise<void> {
  await db.execute(sql`select 1`).catch((fault: Error) => {
    throw fault.cause instanceof WrongDatabase ? fault.cause : fault;
  });
}
