import { randomBytes } from "node:crypto";

/** Names one request in the log, and in its answer so that somebody can ask about it. */
export const REQUEST_HEADER = "x-request-id";

/** The id that whoever stands before us gave the request, or a new one. */
export function requestIdOf(headers: Pick<Headers, "get">): string {
  const given = headers.get(REQUEST_HEADER) ?? headers.get("x-vercel-id");
  return given && /^[\w:.-]{8,100}$/.test(given) ? given : `req_${randomBytes(10).toString("hex")}`;
}
