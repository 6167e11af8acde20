import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { env } from "@/lib/env";

/** For load balancers: the commit and whether the database answers; nothing that a stranger could use. */
export async function GET() {
  const up = await database()
    .execute(sql`select 1`)
    .then(() => true)
    .catch(() => false);
  return Response.json({ commit: env().commit, database: up ? "up" : "down" }, { status: up ? 200 : 503 });
}
