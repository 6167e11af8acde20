/** Where somebody is: an ISO country, whose way of writing dates is used, and an IANA zone. */
export type Place = { country: string; timeZone: string };

/** Moments in words, as people of one place write them: see `datesOf`. */
export type Dates = ReturnType<typeof datesOf>;

/** How `now`'s people write moments: without a year in this year, and today as such. */
export function datesOf({ country, timeZone }: Place, now: Date) {
  const write = (options: Intl.DateTimeFormatOptions) => {
    const { format } = new Intl.DateTimeFormat(`en-${country}`, { ...options, timeZone });
    // A space that is no place to break a line, but one that every font has.
    return (at: Date) => format(at).replaceAll("\u202f", "\u00a0");
  };
  const calendar = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" });
  const thisYear = write({ month: "short", day: "numeric" });
  const anyYear = write({ month: "short", day: "numeric", year: "numeric" });
  const time = write({ timeStyle: "short" });
  const isToday = (at: Date) => calendar.format(at) === calendar.format(now);
  const date = (at: Date) =>
    calendar.format(at).slice(0, 4) === calendar.format(now).slice(0, 4) ? thisYear(at) : anyYear(at);
  const day = (at: Date) => (isToday(at) ? "Today" : date(at));
  return {
    /** `Today`, `Nov 9`, `Nov 9, 2025`. */
    day,
    /** `4:54 PM`. */
    time,
    /** `Today, 4:54 PM`, `Nov 9, 4:54 PM`. */
    dayAndTime: (at: Date) => `${day(at)}, ${time(at)}`,
    /** In a sentence, of what happened: `today, 4:54 PM`, `on Nov 9, 4:54 PM`. */
    when: (at: Date) => `${isToday(at) ? "today" : `on ${date(at)}`}, ${time(at)}`,
    /** In a sentence, of what began: `today`, `Nov 9`. */
    since: (at: Date) => (isToday(at) ? "today" : date(at)),
    /** A day of the calendar, `2026-12-24`, wherever it is: `Dec 24`. */
    calendarDay: (iso: string) =>
      new Intl.DateTimeFormat(`en-${country}`, {
        month: "short",
        day: "numeric",
        ...(iso.slice(0, 4) === calendar.format(now).slice(0, 4) ? {} : { year: "numeric" }),
        timeZone: "UTC",
      }).format(new Date(`${iso}T00:00:00Z`)),
    /** `Eastern Time`. */
    zone: new Intl.DateTimeFormat(`en-${country}`, { timeZone, timeZoneName: "longGeneric" })
      .formatToParts(now)
      .find(({ type }) => type === "timeZoneName")?.value,
  };
}
