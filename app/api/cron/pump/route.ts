import { bearerMatches } from "@/lib/auth/bearer";
import { pumpEverything } from "@/lib/purchasing/schedule-pump";

export const maxDuration = 300;

/** Called each minute by the platform's cron. */
export async function GET(request: Request) {
  if (!bearerMatches(request)) return new Response("Unauthorized", { status: 401 });
  await pumpEverything("cron");
  return Response.json({ pumped: true });
}
