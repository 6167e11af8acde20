import { env } from "@/lib/runtime/config/env";

/** Whether a page of ours led a browser here, and not another one or an image; old browsers tell by the Referer alone. */
export function cameFromOurPage(sent: Headers): boolean {
  const site = sent.get("sec-fetch-site");
  if (site !== null) return site === "same-origin" && sent.get("sec-fetch-dest") === "document";
  const from = sent.get("referer");
  return from !== null && URL.canParse(from) && env().allowedOrigins.includes(new URL(from).origin);
}

/** The query that a page of ours had when a form was posted from it; empty where another page, or none, is named. */
export function queryOfPage(sent: Headers, path: string): URLSearchParams {
  const from = sent.get("referer");
  if (from === null || !URL.canParse(from)) return new URLSearchParams();
  const { origin, pathname, searchParams } = new URL(from);
  const isIt = env().allowedOrigins.includes(origin) && pathname === path;
  return isIt ? searchParams : new URLSearchParams();
}

/** Whether a post comes from a page of ours. Browsers send Origin with every post; Next lets one without it pass, we don't. */
export function isSameOrigin(sent: Headers): boolean {
  const origin = sent.get("origin");
  return (
    origin !== null && env().allowedOrigins.includes(origin) && sent.get("sec-fetch-site") !== "cross-site"
  );
}
