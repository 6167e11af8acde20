import { z } from "zod";
import { cleanTyped } from "@/lib/domain/typed-text";

const DAY_MS = 24 * 60 * 60 * 1000;
/** So far ahead a release may be set, in days. */
const MAX_DAYS = 366;
/** Offered unless told: so long after the last outgoing call, which may be today's, people call back. */
const OFFERED_DAYS = 30;

const calendarDay = z.iso.date();

/** The days `2026-11-27` that a release may be set to, as somebody of a zone counts them: from tomorrow on. */
export function releaseDays(now: Date, timeZone: string): { first: string; last: string; offered: string } {
  const today = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(now);
  const after = (days: number) =>
    new Date(Date.parse(`${today}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
  return { first: after(1), last: after(MAX_DAYS), offered: after(OFFERED_DAYS) };
}

/** A day as it was typed, or what is wrong with it. */
export function readReleaseDay(
  typed: string,
  days: ReturnType<typeof releaseDays>,
): { day: string } | { problem: string } {
  const read = calendarDay.safeParse(cleanTyped(typed));
  if (!read.success) return { problem: "Choose a day of the calendar, after today." };
  if (read.data < days.first) return { problem: "Choose a day after today, or “Release now”." };
  if (read.data > days.last) return { problem: "Choose a day within a year." };
  return { day: read.data };
}

/** Whether what somebody typed says how many numbers go, or, of one alone, which. */
export function isConfirmed(typed: string, numbers: number, only: string | null): boolean {
  const digits = cleanTyped(typed).replaceAll(/\D/g, "");
  if (only === null) return digits === String(numbers);
  const [whole, national] = [only.replaceAll(/\D/g, ""), only.replace(/^\+1/, "").replaceAll(/\D/g, "")];
  return digits === whole || digits === national;
}
