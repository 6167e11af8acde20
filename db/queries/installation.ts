import type { Db } from "@/db/client";
import { installation } from "@/db/schema";
import type { Mode } from "@/lib/mode";

/** Which environment the database serves; null when nobody has said so. */
export async function environmentOf(db: Db): Promise<Mode | null> {
  const [row] = await db.select({ environment: installation.environment }).from(installation);
  return row?.environment ?? null;
}

/** Says which environment the database serves, once and for all. */
export async function markEnvironment(db: Db, environment: Mode) {
  await db.insert(installation).values({ environment }).onConflictDoNothing();
}
