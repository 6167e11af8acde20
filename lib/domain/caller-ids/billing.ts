/**
 * The day on which Twilio bills a number again: the day of the month it was bought on, in UTC, or the month's last where
 * the month is shorter (www.twilio.com/docs/phone-numbers, "Billing"). At midnight UTC.
 */
export const nextBilledOn = (createdAt: Date, now: Date): Date => nextBillOf(createdAt.getUTCDate(), now);

/** How often a number that is billed on this day of the month is billed after `now`'s day and up to the day `until`. */
export function billsUntil(day: number, now: Date, until: string): number {
  let bills = 0;
  for (let at = nextBillOf(day, now); at.toISOString().slice(0, 10) <= until; at = nextBillOf(day, at))
    bills++;
  return bills;
}

export function nextBillOf(day: number, now: Date): Date {
  const inMonth = (monthsAhead: number) => {
    const [year, month] = [now.getUTCFullYear(), now.getUTCMonth() + monthsAhead];
    const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
    return new Date(Date.UTC(year, month, Math.min(day, lastDay)));
  };
  const today = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()));
  return inMonth(0) > today ? inMonth(0) : inMonth(1);
}
