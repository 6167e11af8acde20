import { env } from "@/lib/runtime/config/env";
import { databaseAnswers } from "@/lib/runtime/health";

/** Without this, Next wraps the request and records what is read of it. */
export const dynamic = "force-dynamic";

/** Whether this process lives: always 200, with its commit and whether the database answers; no secrets. */
export async function GET() {
  return Response.json({ commit: env().commit, database: (await databaseAnswers()) ? "up" : "down" });
}
