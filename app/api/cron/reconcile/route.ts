import { bearerMatches } from "@/lib/auth/bearer";
import { readEverything } from "@/lib/reconcile/schedule-runs";

export const maxDuration = 300;

/** Called each hour by the platform's cron; the first time after three in the night it reads. */
export async function GET(request: Request) {
  if (!bearerMatches(request)) return new Response("Unauthorized", { status: 401 });
  await readEverything();
  return Response.json({ read: true });
}
