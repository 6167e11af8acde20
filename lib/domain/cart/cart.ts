/** The rules of the cart. Twilio holds nothing for us: a row is a wish. */
export const MAX_CART_ROWS = 500;

/** The number behind which the list goes on once these are gone: the first after the last of them, else the one before. */
export function cartRowAfter(rows: { e164: string }[], removed: string[]): string | null {
  const gone = new Set(removed);
  const last = rows.findLastIndex((row) => gone.has(row.e164));
  const stays = (row: { e164: string }) => !gone.has(row.e164);
  return (rows.slice(last + 1).find(stays) ?? rows.slice(0, last + 1).findLast(stays))?.e164 ?? null;
}

/** Twilio asks for an address or a regulatory bundle before it sells the number. */
export const needsPapers = (row: { addressRequirement: string; needsBundle: boolean }) =>
  row.addressRequirement !== "none" || row.needsBundle;

/** How many rows Twilio was asked about lately. */
export const countChecked = (rows: { checkedAt: Date | null }[], now: Date) =>
  rows.filter(({ checkedAt }) => checkedAt && now.getTime() - checkedAt.getTime() < FRESH_MINUTES * 60_000)
    .length;

/** Of a search, which is a sample: what it does not show may be gone. */
export const AVAILABILITIES = ["unchecked", "available", "may-be-gone"] as const;

/** For how long what Twilio said of a number is believed. */
export const FRESH_MINUTES = 10;

export type CartTotals = { dueNowMicros: number; monthlyMicros: number; currency: string };

/** A Twilio number is billed a full month up front, so both figures are the sum of the monthly prices. */
export function cartTotals(rows: { priceMicros: number; currency: string }[]): CartTotals {
  const total = rows.reduce((sum, row) => sum + row.priceMicros, 0);
  return { dueNowMicros: total, monthlyMicros: total, currency: rows[0]?.currency ?? "USD" };
}

export type Quota = {
  maximum: number;
  taken: number;
  purchasing: number;
  remaining: number;
  exceededBy: number;
};

/** `taken` counts active Twilio Caller IDs and numbers being bought right now; `remaining` is after this purchase. */
export function quota(maximum: number, taken: number, purchasing: number): Quota {
  const left = maximum - taken - purchasing;
  return { maximum, taken, purchasing, remaining: Math.max(left, 0), exceededBy: Math.max(-left, 0) };
}
