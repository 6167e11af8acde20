import type { Mode } from "@/lib/domain/settings/mode";
import type { Env } from "@/lib/domain/settings/settings";
import { isLoopback, parseUrl, type Reader } from "./reader";

const PRIVATE_HOST =
  /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.)|\.(local|internal|test|example)$|^[^.:]+$|^\[f[cde]/;

type Installation = { mode: Mode; embedded: boolean; kind: Env["twilio"]["kind"] };

/** The origin that Twilio calls back and that emails link to; empty when it is not known. */
export function readPublicUrl(reader: Reader, { mode, embedded, kind }: Installation): string {
  const { get, problems, vercelUrl } = reader;
  const onThisMachine =
    kind !== "live" && !get("VERCEL") ? `http://localhost:${get("PORT") ?? "3000"}` : null;
  const value =
    get("PUBLIC_URL") ??
    (mode === "preview" ? (vercelUrl("VERCEL_BRANCH_URL") ?? vercelUrl("VERCEL_URL")) : null) ??
    onThisMachine;
  if (!value) {
    problems.push("PUBLIC_URL is missing: the https address that Twilio calls back and that emails link to.");
    return "";
  }
  const url = parseUrl(value);
  if (url?.pathname !== "/" || url.search) {
    problems.push("PUBLIC_URL must be an origin, such as https://console.example.com, without a path.");
    return "";
  }
  const isPublic = !isLoopback(url) && !PRIVATE_HOST.test(url.hostname);
  if (embedded && isPublic) problems.push("EMBEDDED=yes is refused with a public PUBLIC_URL.");
  if (url.protocol !== "https:" && !isLoopback(url))
    problems.push("PUBLIC_URL must start with https:// (plain http is for localhost only).");
  if (kind === "live" && !isPublic)
    problems.push("PUBLIC_URL must be a public address: Twilio calls it back from the internet.");
  return url.origin;
}
