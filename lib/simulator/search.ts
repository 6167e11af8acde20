import type { SimulatedAnswer } from "@/lib/domain/twilio/simulator";
import { json, refusal } from "./answers";
import {
  milesBetween,
  type Place,
  type Pool,
  placeOfNumber,
  pools,
  random,
  type Stock,
  stockOf,
} from "./inventory";
import { remember, soldSinceShown } from "./rivals";
import type { Settings } from "./settings";
import type { Store } from "./store";

/** Enough to draw a sample from, spread over area codes. */
const CANDIDATES = 240;
const PER_AREA_CODE = 12;

type Search = { country: string; type: string; query: URLSearchParams; settings: Settings; uri: string };

/** A seeded sample that does not page, as at Twilio. GET AvailablePhoneNumbers/{country}/{type}.json */
export async function searchNumbers(
  store: Store,
  { country, type, query, settings, uri }: Search,
): Promise<SimulatedAnswer> {
  const { seed, searchCap } = settings;
  const contains = query.get("Contains");
  const pattern = contains === null ? null : containsPattern(contains);
  // The status is recorded, the code is not.
  if (pattern === undefined) return refusal(400, 20001, "Contains: invalid pattern");
  const next = random(`${seed}/${await store.draw()}`);
  const wanted = Math.min(Number(query.get("PageSize")) || 50, searchCap);
  const matches = (stock: Stock) =>
    fits(stock, query) && (pattern === null || pattern.test(stock.e164.slice(1)));

  const areaCode = query.get("AreaCode");
  const candidates: Stock[] = [];
  // A whole number is looked up; anything less is looked for.
  const isWhole = contains !== null && /^(1|44)\d{10}$/.test(contains);
  const whole = isWhole ? stockOf(`+${contains}`, seed) : null;
  if (whole?.country === country && whole.type === type && matches(whole)) candidates.push(whole);
  for (const pool of isWhole ? [] : shuffled(pools(country, type), next)) {
    if ((areaCode !== null && pool.areaCode !== areaCode) || !isNear(pool, query)) continue;
    const found = shuffled(pool.numbers(seed).filter(matches), next);
    candidates.push(...(areaCode === null ? found.slice(0, PER_AREA_CODE) : found));
    if (candidates.length >= CANDIDATES) break;
  }
  const sold = await soldOf(store, candidates, settings);
  const sample = shuffled(candidates, next)
    .filter((stock) => !sold.has(stock.e164))
    .slice(0, wanted);
  await remember(store, sample, settings);
  const shown = sample.map((stock) => resource(stock, settings.capKeys));
  return json(200, { available_phone_numbers: shown, uri });
}

/** Which of these nobody can buy any more. */
async function soldOf(store: Store, candidates: Stock[], settings: Settings): Promise<Set<string>> {
  const e164s = candidates.map((stock) => stock.e164);
  const rows = await store.query<{ e164: string }>(
    `select e164 from numbers
     where e164 = any($1) and (released_at is null or released_at > sim_now() - interval '10 days')
     union select e164 from rivals where e164 = any($1)`,
    [e164s],
  );
  const meanwhile = await soldSinceShown(store.query, e164s, settings);
  return new Set([...rows.map((row) => row.e164), ...meanwhile]);
}

/** Without accents and capitals. */
const bare = (place: string) => place.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Places are only understood in North America, as at Twilio. */
function fits(stock: Stock, query: URLSearchParams): boolean {
  const can = capabilitiesOf(stock);
  for (const [name, has] of [
    ["Voice", can.voice],
    ["Sms", can.sms],
    ["Mms", can.mms],
    ["Fax", false],
  ] as const)
    if (query.get(`${name}Enabled`) === "true" && !has) return false;
  if (query.get("ExcludeAllAddressRequired") === "true" && stock.addressRequirements !== "none") return false;
  if (query.get("ExcludeLocalAddressRequired") === "true" && stock.addressRequirements === "local")
    return false;
  if (stock.country === "GB") return true;
  const same = (a: string | null, b: string | null) => b === null || bare(a ?? "") === bare(b);
  return same(stock.region, query.get("InRegion")) && same(stock.locality, query.get("InLocality"));
}

/** `NearNumber` or `NearLatLong`, and `Distance` in miles, 25 unless told; at most 500. */
function isNear(pool: Pool, query: URLSearchParams): boolean {
  const near = query.get("NearNumber");
  const point = query.get("NearLatLong");
  if ((near === null && point === null) || pool.country === "GB") return true;
  const place = near === null ? pointOf(point ?? "") : placeOfNumber(near);
  const distance = Math.min(Number(query.get("Distance") ?? 25) || 25, 500);
  return place !== null && pool.at !== undefined && milesBetween(place, pool.at) <= distance;
}

function pointOf(latLong: string): Place | null {
  const [latitude = Number.NaN, longitude = Number.NaN] = latLong.split(",").map(Number);
  return Number.isFinite(latitude) && Number.isFinite(longitude) ? [latitude, longitude] : null;
}

const KEYPAD = "22233344455566677778889999";

/**
 * Twilio's `Contains`: `*` any one character and `%` any sequence (both at an end only), `+` the start, `$` the end,
 * letters as on a keypad. Undefined when it breaks the rules; 2 to 16 characters, 2 of them meaningful.
 */
function containsPattern(contains: string): RegExp | undefined {
  if (contains.length < 2 || contains.length > 16 || !/^\+?%?\**[0-9a-z]+\**%?\$?$/i.test(contains))
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

const capabilitiesOf = (stock: Stock) => ({
  voice: true,
  sms: stock.country !== "GB" || stock.type === "mobile",
  mms: stock.country !== "GB" && stock.type === "local",
});

/** Field by field as recorded from Twilio: coordinates are strings. */
function resource(stock: Stock, capKeys: Settings["capKeys"]) {
  const { voice, sms, mms } = capabilitiesOf(stock);
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
    capabilities:
      capKeys === "upper" ? { voice, SMS: sms, MMS: mms, fax: false } : { voice, sms, mms, fax: false },
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
