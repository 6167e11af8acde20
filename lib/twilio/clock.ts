const shared = globalThis as { twilioClock?: { aheadMs: number; heardAt: number } };

/** Remembers by how much Twilio's clock is ahead of this process's; `askedAt` and now are by `Date.now()`. */
export function noteTwilioClock(headers: unknown, askedAt: number): void {
  const date = Date.parse(String((headers as Record<string, unknown> | undefined)?.date ?? ""));
  const now = Date.now();
  // Its dates are whole seconds.
  if (!Number.isNaN(date)) shared.twilioClock = { aheadMs: date + 500 - (askedAt + now) / 2, heardAt: now };
}

const REMEMBER_MS = 60 * 60 * 1000;

/** In milliseconds; null when this process has not heard of Twilio within the hour. */
export function twilioAhead(): number | null {
  const heard = shared.twilioClock;
  return heard && Date.now() - heard.heardAt < REMEMBER_MS ? heard.aheadMs : null;
}
