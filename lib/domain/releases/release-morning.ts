/** Leaving numbers are released between these hours of their organisation's day, before anybody calls. */
const [FROM, UNTIL] = ["06:00", "07:00"];

/**
 * Whether a number that leaves on `day` (`2026-12-24`) is to be released now: in the first such hour of its day, or of a
 * later one where nobody looked; at any time after it where nothing looks by itself (`anyTime`).
 */
export function isReleaseMorning(
  day: string,
  { now, timeZone, anyTime }: { now: Date; timeZone: string; anyTime: boolean },
): boolean {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    dateStyle: "short",
    timeStyle: "short",
    hourCycle: "h23",
  } as Intl.DateTimeFormatOptions).format(now);
  const [today = "", time = ""] = parts.split(", ");
  if (today < day) return false;
  if (anyTime) return today > day || time >= FROM;
  return time >= FROM && time < UNTIL;
}

const QUARTER_MS = 15 * 60 * 1000;
/** No zone is further from Greenwich, in quarters of an hour. */
const FARTHEST = 14 * 4;

/** A moment of that morning. */
export function releaseMorning(day: string, timeZone: string): Date {
  const from = Date.parse(`${day}T${FROM}:00Z`);
  const moments = Array.from(
    { length: 2 * FARTHEST + 1 },
    (_, n) => new Date(from + (n - FARTHEST) * QUARTER_MS),
  );
  const morning = moments.find((now) => isReleaseMorning(day, { now, timeZone, anyTime: false }));
  if (!morning) throw new Error(`${day} has no morning in ${timeZone}`);
  return morning;
}
