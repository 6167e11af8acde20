import { createHmac, timingSafeEqual } from "node:crypto";

/** As long as a choice is kept. */
const LIFETIME_MS = 24 * 60 * 60 * 1000;

const macOf = (userId: string, at: string, secret: string) =>
  createHmac("sha256", secret).update(`page/${userId}/${at}`).digest("base64url").slice(0, 22);

/** Says whom a page was drawn for, so that what is chosen on it is kept where their session has ended meanwhile. */
export function pageOwner(userId: string, now: Date, secret: string): string {
  const at = String(now.getTime());
  return `${userId}.${at}.${macOf(userId, at, secret)}`;
}

/** Whose page it was, within a day; null for what we did not make. It signs nobody in. */
export function readPageOwner(token: string, now: Date, secret: string): string | null {
  const [userId = "", at = "", mac = ""] = token.split(".");
  const expected = Buffer.from(macOf(userId, at, secret));
  const given = Buffer.from(mac);
  const isOurs = given.length === expected.length && timingSafeEqual(given, expected);
  const age = now.getTime() - Number(at);
  return isOurs && age >= 0 && age <= LIFETIME_MS ? userId : null;
}
