import { env } from "@/lib/runtime/config/env";
import { sameSecret } from "@/lib/runtime/same-secret";

/** Whether a cron request carries our secret; without a secret nobody may call. */
export function bearerMatches(request: Request): boolean {
  const { cronSecret } = env();
  return (
    cronSecret !== null && sameSecret(request.headers.get("authorization") ?? "", `Bearer ${cronSecret}`)
  );
}
