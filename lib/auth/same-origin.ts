import { env } from "@/lib/env";

/** Whether a post comes from a page of ours. Browsers send Origin with every post; Next lets one without it pass, we don't. */
export function isSameOrigin(sent: Headers): boolean {
  const origin = sent.get("origin");
  return (
    origin !== null && env().allowedOrigins.includes(origin) && sent.get("sec-fetch-site") !== "cross-site"
  );
}
