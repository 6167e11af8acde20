import { bearerMatches } from "@/lib/auth/bearer";
import { pumpEverything } from "@/lib/purchasing/schedule-pump";
import { releaseEverything } from "@/lib/releases/schedule-releases";

export const maxDuration = 300;

/** Called each minute by the platform's cron. */
export async function GET(request: Request) {
  if (!bearerMatches(request)) return new Response("Unauthorized", { status: 401 });
  await Promise.all([pumpEverything("cron"), releaseEverything()]);
  return Response.json({ pumped: true });
}
