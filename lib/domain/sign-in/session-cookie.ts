/** Over https the name's prefix makes browsers refuse the cookie from anybody else. */
const SECURE = "__Host-console.session";
const LOOPBACK = "console.session";

/** Either name. */
export const SESSION_COOKIES = [SECURE, LOOPBACK];

/** The session cookie's name; Auth.js and the middleware must agree on it. */
export function sessionCookieName(publicUrl: string): string {
  return publicUrl.startsWith("https://") ? SECURE : LOOPBACK;
}
