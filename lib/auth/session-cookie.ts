/** The session cookie's name; Auth.js and the middleware must agree on it. `__Host-` needs https. */
export function sessionCookieName(publicUrl: string): string {
  return publicUrl.startsWith("https://") ? "__Host-console.session" : "console.session";
}
