import type { SimulatedAnswer } from "@/lib/domain/twilio/simulator";
import { json, metaListOf, notFound } from "./answers";

/** Monthly prices in USD as data; Twilio spells "toll free" with a space. */
const PRICES: Record<string, { name: string; prices: Record<string, string> }> = {
  US: { name: "United States", prices: { local: "1.15", "toll free": "2.15" } },
  CA: { name: "Canada", prices: { local: "1.15", "toll free": "2.15" } },
  PR: { name: "Puerto Rico", prices: { local: "1.15" } },
  GB: { name: "United Kingdom", prices: { local: "1.15", mobile: "1.15", "toll free": "2.15" } },
};

export function priceMicros(country: string, type: string): number {
  return Math.round(Number(PRICES[country]?.prices[type.replace("-", " ")] ?? "1.15") * 1e6);
}

/** GET pricing.twilio.com/v1/PhoneNumbers/Countries/{country}; `overrides` change a price as Twilio may. */
export function pricesOf(country: string, path: string, overrides: Record<string, string>): SimulatedAnswer {
  const entry = PRICES[country];
  if (!entry) return notFound(path);
  return json(200, {
    country: entry.name,
    iso_country: country,
    phone_number_prices: Object.entries(entry.prices).map(([type, price]) => {
      const current = overrides[`${country}/${type}`] ?? price;
      return { number_type: type, base_price: price, current_price: current };
    }),
    price_unit: "USD",
    url: `https://pricing.twilio.com${path}`,
  });
}

/** GET AvailablePhoneNumbers.json and /{country}.json */
export function countriesOf(account: string, country: string | null): SimulatedAnswer {
  const resource = (code: string) => {
    const uri = `/2010-04-01/Accounts/${account}/AvailablePhoneNumbers/${code}`;
    const types = {
      local: "Local",
      ...(code === "PR" ? {} : { toll_free: "TollFree" }),
      ...(code === "GB" ? { mobile: "Mobile" } : {}),
    };
    return {
      country_code: code,
      country: PRICES[code]?.name,
      uri: `${uri}.json`,
      beta: false,
      subresource_uris: Object.fromEntries(
        Object.entries(types).map(([key, type]) => [key, `${uri}/${type}.json`]),
      ),
    };
  };
  if (country === null)
    return json(200, {
      countries: Object.keys(PRICES).map(resource),
      uri: `/2010-04-01/Accounts/${account}/AvailablePhoneNumbers.json`,
    });
  return PRICES[country] ? json(200, resource(country)) : notFound(`/AvailablePhoneNumbers/${country}.json`);
}

/** GET numbers.twilio.com/v2/RegulatoryCompliance/Regulations: British mobile numbers need a bundle. */
export function regulationsOf(query: URLSearchParams): SimulatedAnswer {
  const needed = query.get("IsoCountry") === "GB" && query.get("NumberType") === "mobile";
  const results = needed
    ? [
        {
          sid: `RN${"0".repeat(31)}1`,
          friendly_name: "United Kingdom: Mobile - Business",
          iso_country: "GB",
          number_type: "mobile",
          end_user_type: "business",
          requirements: {},
          url: `https://numbers.twilio.com/v2/RegulatoryCompliance/Regulations/RN${"0".repeat(31)}1`,
        },
      ]
    : [];
  return metaListOf(
    "results",
    results,
    `https://numbers.twilio.com/v2/RegulatoryCompliance/Regulations?${query}`,
  );
}

/** GET numbers.twilio.com/v2/RegulatoryCompliance/Bundles: nobody has handed one in. */
export const bundlesOf = (query: URLSearchParams) =>
  metaListOf("results", [], `https://numbers.twilio.com/v2/RegulatoryCompliance/Bundles?${query}`);

/** GET pricing.twilio.com/v1/PhoneNumbers/Countries */
export function pricedCountries(): SimulatedAnswer {
  const url = "https://pricing.twilio.com/v1/PhoneNumbers/Countries";
  const countries = Object.entries(PRICES).map(([iso_country, { name }]) => ({
    country: name,
    iso_country,
    url: `${url}/${iso_country}`,
  }));
  return metaListOf("countries", countries, url);
}
