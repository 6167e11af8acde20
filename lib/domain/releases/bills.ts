import { billsUntil, nextBillOf } from "@/lib/domain/caller-ids/billing";
import { money, plural } from "@/lib/domain/format";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Numbers that are billed on the same day of the month (UTC), and what they cost. */
type Bill = { day: number; numbers: number; micros: number };

/** What is billed once more until a day `2026-12-24`: of how many numbers, and how much in all. */
export function costOfWaiting(bills: Bill[], now: Date, until: string) {
  const more = bills
    .map((bill) => ({ ...bill, times: billsUntil(bill.day, now, until) }))
    .filter(({ times }) => times > 0);
  return {
    numbers: more.reduce((sum, { numbers }) => sum + numbers, 0),
    micros: more.reduce((sum, { micros, times }) => sum + micros * times, 0),
  };
}

/** What waiting costs in words, from which day `2026-12-24` on, for all days that may be chosen. */
export function waitingSteps(
  { bills, currency }: { bills: Bill[]; currency: string },
  { first, last }: { first: string; last: string },
  now: Date,
): { from: string; words: string }[] {
  const steps: { from: string; words: string }[] = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += DAY_MS) {
    const from = new Date(at).toISOString().slice(0, 10);
    const { numbers, micros } = costOfWaiting(bills, now, from);
    const words =
      numbers === 0
        ? "Waiting until then costs nothing."
        : `Waiting until then costs ${money(micros, currency)} for ${plural(numbers, "number")}.`;
    if (steps.at(-1)?.words !== words) steps.push({ from, words });
  }
  return steps;
}

/** When something is billed next, and how many of them; null where there is nothing. */
export function nextBill(bills: Bill[], now: Date): { at: Date; numbers: number } | null {
  const dated = bills.map(({ day, numbers }) => ({ at: nextBillOf(day, now), numbers }));
  const [first] = dated.sort((a, b) => a.at.getTime() - b.at.getTime());
  if (!first) return null;
  // Of two days of the month, the 30th and 31st, a short month bills both on its last.
  const same = dated.filter(({ at }) => at.getTime() === first.at.getTime());
  return { at: first.at, numbers: same.reduce((sum, { numbers }) => sum + numbers, 0) };
}
