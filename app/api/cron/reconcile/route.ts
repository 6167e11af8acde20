import { bearerMatches } from "@/lib/auth/bearer";
import { readEverything } from "@/lib/reconcile/schedule-runs";

export const maxDuration = 300;

/** Called each night by the platform's cron. */
export async function GET(request: Request) {
  if (!bearerMatches(request)) return new Response("Unauthorized", { status: 401 });
  await readEverything();
  return Response.json({ read: true });
}
