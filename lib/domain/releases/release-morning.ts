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
