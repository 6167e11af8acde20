import { parsePhoneNumberFromString } from "libphonenumber-js/max";

/** Who calls, and which number of ours is called, in E.164 where they are numbers. */
export type Call = { from: string; to: string };

/**
 * Callers without a number, spelled on a keypad: RESTRICTED, BLOCKED, UNKNOWN, ANONYMOUS, UNAVAILABLE, and "no caller id",
 * https://help.twilio.com/articles/223179988
 */
const WITHHELD = new Set(["+7378742833", "+2562533", "+8566696", "+266696687", "+86282452253", "+464"]);

/** Whether Twilio takes a number as the caller ID of another call. For +1 the shape decides: metadata lags. */
function isCallerId(from: string): boolean {
  if (WITHHELD.has(from) || !/^\+[1-9]\d{6,14}$/.test(from)) return false;
  if (from.startsWith("+1")) return /^\+1[2-9]\d\d[2-9]\d{6}$/.test(from);
  return parsePhoneNumberFromString(from)?.isValid() ?? false;
}

/** What the person who is rung sees: null leaves the caller's own number, and ours stands in for one that can't be shown. */
export const shownInstead = ({ from, to }: Call): string | null => (isCallerId(from) ? null : to);
