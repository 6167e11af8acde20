/** The rules of the cart. Twilio holds nothing for us: a row is a wish. */
export const MAX_CART_ROWS = 500;

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

export type Quota = { maximum: number; purchasing: number; remaining: number; exceededBy: number };

/** `taken` counts active Twilio Caller IDs and numbers being bought right now; `remaining` is after this purchase. */
export function quota(maximum: number, taken: number, purchasing: number): Quota {
  const left = maximum - taken - purchasing;
  return { maximum, purchasing, remaining: Math.max(left, 0), exceededBy: Math.max(-left, 0) };
}
