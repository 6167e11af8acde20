/** What a page is posted: a sign-in form without a session, a cart of 500 ticks with one. */
const MAX_BYTES = { stranger: 16 * 1024, signedIn: 1024 * 1024 };

/** Methods whose requests have a body, whether they say how long it is or not. */
const WITH_BODY = new Set(["POST", "PUT", "PATCH"]);

/**
 * The status with which a request is refused before anybody reads its body: 411 where it does not say how long it is,
 * 413 where that is too long. Null for what may be read.
 */
export function bodyRefusal(
  { method, contentLength }: { method: string; contentLength: string | null },
  isSignedIn: boolean,
): 411 | 413 | null {
  if (contentLength === null && !WITH_BODY.has(method)) return null;
  if (contentLength === null || !/^\d+$/.test(contentLength)) return 411;
  return Number(contentLength) > (isSignedIn ? MAX_BYTES.signedIn : MAX_BYTES.stranger) ? 413 : null;
}
