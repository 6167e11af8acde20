const shared = globalThis as { twilioClock?: { aheadMs: number; heardAt: number } };

/** Twilio's own clock, which stands in the headers of each of its answers; null where it does not. */
export function dateIn(headers: unknown): Date | null {
  const date = new Date(String((headers as Record<string, unknown> | undefined)?.date ?? ""));
  return Number.isNaN(date.getTime()) ? null : date;
}

/** Remembers by how much Twilio's clock is ahead of this process's; `askedAt` and now are by `Date.now()`. */
export function noteTwilioClock(headers: unknown, askedAt: number): void {
  const date = dateIn(headers);
  const now = Date.now();
  // Its dates are whole seconds.
  if (date) shared.twilioClock = { aheadMs: date.getTime() + 500 - (askedAt + now) / 2, heardAt: now };
}

const REMEMBER_MS = 60 * 60 * 1000;

/** In milliseconds; null when this process has not heard of Twilio within the hour. */
export function twilioAhead(): number | null {
  const heard = shared.twilioClock;
  return heard && Date.now() - heard.heardAt < REMEMBER_MS ? heard.aheadMs : null;
}
