import type { PriceBook } from "@/lib/domain/offers/price-book";
import type { PricesOutcome, Trouble } from "@/lib/domain/twilio/provider";
import { twilioFor } from "@/lib/twilio";

export type PricesRead = { kind: "prices"; priceOf: PriceBook } | { kind: "trouble"; trouble: Trouble };

const remembered = new Map<string, { until: number; prices: Extract<PricesOutcome, { kind: "prices" }> }>();
const REMEMBER_MS = 10 * 60 * 1000;

/**
 * What the account pays per country and type. Lists may show a price that is ten minutes old; an order is frozen and
 * approved with `fresh` ones.
 */
export async function readPrices(
  twilioAccountSid: string,
  countries: Iterable<string>,
  { fresh = false } = {},
): Promise<PricesRead> {
  const provider = await twilioFor(twilioAccountSid);
  const books = new Map<string, Extract<PricesOutcome, { kind: "prices" }>>();
  for (const country of new Set(countries)) {
    const key = `${twilioAccountSid}/${country}`;
    const known = remembered.get(key);
    const prices =
      !fresh && known && known.until > Date.now() ? known.prices : await provider.prices(country);
    if (prices.kind !== "prices") return { kind: "trouble", trouble: prices };
    remembered.set(key, { until: Date.now() + REMEMBER_MS, prices });
    books.set(country, prices);
  }
  return {
    kind: "prices",
    priceOf: ({ country, type }) => {
      const book = books.get(country);
      const micros = book?.micros[type as "local"];
      return book && micros !== undefined ? { micros, currency: book.currency } : null;
    },
  };
}
