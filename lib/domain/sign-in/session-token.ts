import { createHmac, timingSafeEqual } from "node:crypto";
import { SESSION_COOKIES } from "./session-cookie";

const macOf = (id: string, secret: string) =>
  createHmac("sha256", secret).update(`session/${id}`).digest("base64url").slice(0, 22);

/** What a session's cookie holds: `id` is chance, and its MAC shows without a query that we made it. */
export const sessionToken = (id: string, secret: string) => `${id}.${macOf(id, secret)}`;

/** Whether we made it; whether it still counts, the database says. */
export function isSessionToken(token: string, secret: string): boolean {
  const [id = "", mac = ""] = token.split(".");
  const expected = Buffer.from(macOf(id, secret));
  const given = Buffer.from(mac);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Whether a request brings a session that may count; invented cookies cost no query. */
export const bringsSession = (
  cookies: { get: (name: string) => { value: string } | undefined },
  secret: string,
): boolean => SESSION_COOKIES.some((name) => isSessionToken(cookies.get(name)?.value ?? "", secret));
