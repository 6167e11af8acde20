import { LRUCache } from "lru-cache";
import type { PriceBook } from "@/lib/domain/offers/price-book";
import type { PricesOutcome, Trouble } from "@/lib/domain/twilio/provider";
import { twilioFor } from "@/lib/twilio";

type PricesRead = { kind: "prices"; priceOf: PriceBook } | { kind: "trouble"; trouble: Trouble };

type Prices = Extract<PricesOutcome, { kind: "prices" }>;
/** By account and country. */
const remembered = new LRUCache<string, Prices>({ max: 1_000, ttl: 10 * 60 * 1000 });
/** Who asks for the same at the same time waits for one answer. */
const asking = new Map<string, Promise<PricesOutcome>>();

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
  const books = new Map<string, Prices>();
  for (const country of new Set(countries)) {
    const key = `${twilioAccountSid}/${country}`;
    const known = fresh ? undefined : remembered.get(key);
    const prices = known ?? (await once(key, () => provider.prices(country)));
    if (prices.kind !== "prices") return { kind: "trouble", trouble: prices };
    // Not when it was known: it would never get old while somebody looks.
    if (!known) remembered.set(key, prices);
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

function once(key: string, ask: () => Promise<PricesOutcome>): Promise<PricesOutcome> {
  const underWay = asking.get(key);
  if (underWay) return underWay;
  const answer = ask().finally(() => asking.delete(key));
  asking.set(key, answer);
  return answer;
}
