/** How queued mails are tried, whatever they tell. */

/** A sender that dies is followed by another after this time; Resend takes the same message once. */
export const LEASE_MS = 60_000;
/** Resend remembers a message for a day; what could not be sent by then is given up. */
export const MAX_TRIES = 12;
/** Milliseconds until the next try. */
export const waitAfter = (tries: number) => Math.min(30_000 * 2 ** tries, 3 * 60 * 60 * 1000);
