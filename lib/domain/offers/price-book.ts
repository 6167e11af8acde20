/** The price of one number a month, in millionths of its currency; null where Twilio names none. */
export type PriceBook = (number: {
  country: string;
  type: string;
}) => { micros: number; currency: string } | null;

/** Whether a line would cost more than was approved, or Twilio names no price for it any more. */
export function costsMore(
  priceOf: PriceBook,
  line: { country: string; type: string; priceMicros: number; currency: string },
): boolean {
  const now = priceOf(line);
  return now === null || now.currency !== line.currency || now.micros > line.priceMicros;
}
