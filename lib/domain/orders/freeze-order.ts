import type { PriceBook } from "@/lib/domain/offers/price-book";
import { orderFingerprint } from "./order";

type Unpriced = { e164: string; country: string; type: string };
type Priced<Row> = Row & { priceMicros: number; currency: string };

/** What an order is made of before its prices are known. */
type OrderDraft<Row extends Unpriced> = {
  organizationId: string;
  twilioAccountSid: string;
  requesterId: string;
  forwardTo: string;
  ringForever: boolean;
  /** Who will have the numbers: the active ones. */
  users: { id: string; name: string }[];
  lines: Row[];
};

/** Exactly what a Transaction Code approves: the draft with the prices of one moment. */
export type FrozenOrder<Row extends Unpriced> = Omit<OrderDraft<Row>, "lines"> & {
  lines: Priced<Row>[];
  /** One for all lines. */
  currency: string;
  /** In millionths of the currency, a month. */
  totalMicros: number;
  fingerprint: string;
};

/** Fixes the price of every number of an order; refused where Twilio names none for some of them. */
export function freezeOrder<Row extends Unpriced>(
  draft: OrderDraft<Row>,
  priceOf: PriceBook,
): { kind: "frozen"; order: FrozenOrder<Row> } | { kind: "no-longer-sold"; numbers: string[] } {
  const unpriced = draft.lines.filter((line) => priceOf(line) === null);
  if (unpriced.length > 0) return { kind: "no-longer-sold", numbers: unpriced.map((line) => line.e164) };
  const currency = (draft.lines[0] && priceOf(draft.lines[0])?.currency) ?? "USD";
  const lines = draft.lines.map((line) => ({ ...line, priceMicros: priceOf(line)?.micros ?? 0, currency }));
  const totalMicros = lines.reduce((sum, line) => sum + line.priceMicros, 0);
  const userIds = draft.users.map((user) => user.id);
  const fingerprint = orderFingerprint({ ...draft, lines, currency, userIds });
  return { kind: "frozen", order: { ...draft, lines, currency, totalMicros, fingerprint } };
}
