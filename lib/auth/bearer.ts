import { createHash, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/env";

const digest = (text: string) => createHash("sha256").update(text).digest();

/** Whether a cron request carries our secret; without a secret nobody may call. */
export function bearerMatches(request: Request): boolean {
  const { cronSecret } = env();
  const given = request.headers.get("authorization") ?? "";
  return cronSecret !== null && timingSafeEqual(digest(given), digest(`Bearer ${cronSecret}`));
}
