import { env } from "@/lib/env";
import { databaseAnswers } from "@/lib/health";

/** For load balancers: the commit and whether the database answers; nothing that a stranger could use. */
export async function GET() {
  const up = await databaseAnswers();
  return Response.json({ commit: env().commit, database: up ? "up" : "down" }, { status: up ? 200 : 503 });
}
