/**
 * The day on which Twilio bills a number again: the day of the month it was bought on, in UTC, or the month's last where
 * the month is shorter (www.twilio.com/docs/phone-numbers, "Billing"). At midnight UTC.
 */
export function nextBilledOn(createdAt: Date, now: Date): Date {
  const day = createdAt.getUTCDate();
  const inMonth = (monthsAhead: number) => {
    const [year, month] = [now.getUTCFullYear(), now.getUTCMonth() + monthsAhead];
    const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
    return new Date(Date.UTC(year, month, Math.min(day, lastDay)));
  };
  const today = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()));
  return inMonth(0) > today ? inMonth(0) : inMonth(1);
}
