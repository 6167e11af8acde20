import { type Answer, json } from "./answers";
import { milesBetween, type Pool, placeOfNumber, pools, random, type Stock, stockOf } from "./inventory";
import type { Store } from "./store";

/** Twilio shows a sample of about this many and does not page. */
const SAMPLE = 30;
/** Enough to draw a sample from, spread over area codes. */
const CANDIDATES = 240;
const PER_AREA_CODE = 12;

/** GET AvailablePhoneNumbers/{country}/{type}.json */
export async function searchNumbers(
  store: Store,
  {
    country,
    type,
    query,
    seed,
    uri,
  }: { country: string; type: string; query: URLSearchParams; seed: number; uri: string },
): Promise<Answer> {
  const contains = query.get("Contains");
  const pattern = contains === null ? null : containsPattern(contains);
  if (pattern === undefined)
    return json(400, { code: 21452, message: "Invalid Contains pattern", more_info: "", status: 400 });
  const next = random(`${seed}/${await store.draw()}`);
  const wanted = Math.min(Number(query.get("PageSize") ?? SAMPLE) || SAMPLE, SAMPLE);
  const matches = (stock: Stock) =>
    fits(stock, query) && (pattern === null || pattern.test(stock.e164.slice(1)));

  const areaCode = query.get("AreaCode");
  const candidates: Stock[] = [];
  // A whole number is looked up; anything less is looked for.
  const whole = contains !== null && /^\d{11,}$/.test(contains) ? stockOf(`+${contains}`, seed) : null;
  if (whole?.country === country && whole.type === type && matches(whole)) candidates.push(whole);
  for (const pool of whole ? [] : shuffled(pools(country, type), next)) {
    if ((areaCode !== null && pool.areaCode !== areaCode) || !isNear(pool, query)) continue;
    const found = shuffled(pool.numbers(seed).filter(matches), next);
    candidates.push(...(areaCode === null ? found.slice(0, PER_AREA_CODE) : found));
    if (candidates.length >= CANDIDATES) break;
  }
  const sold = await soldOf(store, candidates);
  const sample = shuffled(candidates, next)
    .filter((stock) => !sold.has(stock.e164))
    .slice(0, wanted);
  return json(200, { available_phone_numbers: sample.map(resource), uri });
}

/** Which of these nobody can buy any more. */
async function soldOf(store: Store, candidates: Stock[]): Promise<Set<string>> {
  const rows = await store.query<{ e164: string }>(
    `select e164 from numbers where e164 = any($1) and (released_at is null or released_at > now() - interval '10 days')
     union select e164 from rivals where e164 = any($1)`,
    [candidates.map((stock) => stock.e164)],
  );
  return new Set(rows.map((row) => row.e164));
}

/** Places are only understood in North America, as at Twilio. */
function fits(stock: Stock, query: URLSearchParams): boolean {
  if (stock.country === "GB") return true;
  const same = (a: string | null, b: string | null) => b === null || a?.toLowerCase() === b.toLowerCase();
  return same(stock.region, query.get("InRegion")) && same(stock.locality, query.get("InLocality"));
}

/** `NearNumber` and `Distance` in miles, 25 unless told; at most 500. */
function isNear(pool: Pool, query: URLSearchParams): boolean {
  const near = query.get("NearNumber");
  if (near === null || pool.country === "GB") return true;
  const place = placeOfNumber(near);
  const distance = Math.min(Number(query.get("Distance") ?? 25) || 25, 500);
  return place !== null && pool.at !== undefined && milesBetween(place, pool.at) <= distance;
}

const KEYPAD = "22233344455566677778889999";

/**
 * Twilio's `Contains`: `*` any one character, `%` any sequence (at an end only), `+` the start, `$` the end, letters
 * as on a keypad. Undefined when it breaks the rules; 2 to 16 characters, 2 of them meaningful.
 */
function containsPattern(contains: string): RegExp | undefined {
  if (contains.length < 2 || contains.length > 16 || !/^\+?%?[0-9a-z*]+%?\$?$/i.test(contains))
    return undefined;
  const meaningful = contains.replace(/[*%+$]/g, "");
  if (meaningful.length < 2) return undefined;
  const body = contains
    .replace(/[+%$]/g, "")
    .toUpperCase()
    .replace(/[A-Z]/g, (letter) => KEYPAD[letter.charCodeAt(0) - 65] ?? "")
    .replaceAll("*", ".");
  return new RegExp(`${contains.startsWith("+") ? "^" : ""}${body}${contains.endsWith("$") ? "$" : ""}`);
}

/** Field by field as recorded from Twilio: coordinates are strings, SMS and MMS are upper case. */
function resource(stock: Stock) {
  return {
    friendly_name: stock.e164.startsWith("+1")
      ? `(${stock.e164.slice(2, 5)}) ${stock.e164.slice(5, 8)}-${stock.e164.slice(8)}`
      : stock.e164,
    phone_number: stock.e164,
    lata: null,
    locality: stock.locality,
    rate_center: stock.locality?.toUpperCase() ?? null,
    latitude: stock.latitude === null ? null : stock.latitude.toFixed(6),
    longitude: stock.longitude === null ? null : stock.longitude.toFixed(6),
    region: stock.region,
    postal_code: null,
    iso_country: stock.country,
    address_requirements: stock.addressRequirements,
    beta: false,
    capabilities: {
      voice: true,
      SMS: stock.country !== "GB" || stock.type === "mobile",
      MMS: stock.country !== "GB" && stock.type === "local",
      fax: false,
    },
  };
}

function shuffled<T>(list: readonly T[], next: () => number): T[] {
  const copy = [...list];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [copy[i], copy[j]] = [copy[j] as T, copy[i] as T];
  }
  return copy;
}
