import greatBritain from "./inventory/great-britain.json";
import northAmerica from "./inventory/north-america.json";

/** A number that exists in the simulated world, for sale or sold. */
export type Stock = {
  e164: string;
  country: "US" | "CA" | "GB" | "PR";
  type: "local" | "toll-free" | "mobile";
  areaCode: string;
  locality: string | null;
  region: string | null;
  latitude: number | null;
  longitude: number | null;
  addressRequirements: "none" | "any" | "local";
};

type Area = [country: string, region: string, city: string, lat: number, long: number, exchanges: string[][]];
const AREAS = northAmerica as unknown as Record<string, Area>;
const TOLL_FREE = ["800", "833", "844", "855", "866", "877", "888"];
/** Sought-after area codes with next to nothing left. 533 has nothing at all. */
const SCARCE: Record<string, number> = { "212": 2, "415": 3 };

/** First subscriber digit that makes a valid number with each British area code; 2 suits all others. */
const FIRST_DIGIT: Record<string, string> = { "20": "7", "115": "9" };

/** The pools of a country and type, each a few hundred numbers that are made when they are asked for. */
export type Pool = {
  areaCode: string;
  country: Stock["country"];
  /** In North America, where the area code lies. */
  at?: Place;
  numbers: (seed: number) => Stock[];
};
export type Place = [latitude: number, longitude: number];

export function pools(country: string, type: string): Pool[] {
  if (country === "GB")
    return type === "toll-free" ? [britishFree()] : type === "mobile" ? [britishMobile()] : british();
  if (country !== "US" && country !== "CA" && country !== "PR") return [];
  if (type === "toll-free" && country !== "PR") return TOLL_FREE.map((code) => tollFree(code, country));
  if (type !== "local") return [];
  return Object.entries(AREAS)
    .filter(([, area]) => area[0] === country)
    .map(([areaCode, area]) => ({
      areaCode,
      country,
      at: [area[3], area[4]],
      numbers: (seed) => geographic(areaCode, area, seed),
    }));
}

function geographic(areaCode: string, area: Area, seed: number): Stock[] {
  const [country, region, , latitude, longitude, exchanges] = area;
  const all = exchanges.flatMap(([exchange = "", locality = null]) =>
    lines(`${seed}/${areaCode}${exchange}`, 40, 200).map((line) => ({
      e164: `+1${areaCode}${exchange}${line}`,
      country: country as Stock["country"],
      type: "local" as const,
      areaCode,
      locality,
      region,
      latitude,
      longitude,
      addressRequirements: "none" as const,
    })),
  );
  return all.slice(0, SCARCE[areaCode] ?? all.length);
}

function tollFree(areaCode: string, country: "US" | "CA"): Pool {
  return {
    areaCode,
    country,
    numbers: (seed) =>
      ["234", "347", "462", "586", "691"].flatMap((exchange) =>
        lines(`${seed}/${areaCode}${exchange}`, 40, 120).map((line) =>
          placeless(`+1${areaCode}${exchange}${line}`, country, "toll-free", areaCode),
        ),
      ),
  };
}

function british(): Pool[] {
  return (greatBritain as string[][]).map(([prefix = "", city = ""]) => ({
    areaCode: prefix,
    country: "GB",
    numbers: (seed) =>
      lines(`${seed}/44${prefix}`, 40, 120).map((line, index) => {
        const first = FIRST_DIGIT[prefix] ?? "2";
        const subscriber = first + "946018".slice(0, 5 - prefix.length) + line;
        return {
          ...placeless(`+44${prefix}${subscriber}`, "GB", "local", prefix),
          locality: city,
          // Two in seven ask for an address first.
          addressRequirements:
            (["none", "none", "any", "none", "none", "local", "none"] as const)[index % 7] ?? "none",
        };
      }),
  }));
}

function britishMobile(): Pool {
  return {
    areaCode: "7",
    country: "GB",
    numbers: (seed) =>
      lines(`${seed}/447400`, 100, 200).map((line) => placeless(`+44740012${line}`, "GB", "mobile", "7")),
  };
}

function britishFree(): Pool {
  return {
    areaCode: "800",
    country: "GB",
    numbers: (seed) =>
      lines(`${seed}/44800`, 60, 120).map((line) => placeless(`+44808164${line}`, "GB", "toll-free", "800")),
  };
}

function placeless(e164: string, country: Stock["country"], type: Stock["type"], areaCode: string): Stock {
  const nowhere = { locality: null, region: null, latitude: null, longitude: null };
  return { e164, country, type, areaCode, ...nowhere, addressRequirements: "none" };
}

/** Between `least` and `most` different four-digit line numbers, always the same for the same name. */
function lines(name: string, least: number, most: number): string[] {
  const next = random(name);
  const wanted = least + Math.floor(next() * (most - least + 1));
  const chosen = new Set<string>();
  while (chosen.size < wanted) chosen.add(String(Math.floor(next() * 10_000)).padStart(4, "0"));
  return [...chosen];
}

/** A small seeded generator (mulberry32 over an FNV-1a hash): the same name, the same world. */
export function random(name: string): () => number {
  let state = 2166136261;
  for (const char of name) state = Math.imul(state ^ char.charCodeAt(0), 16777619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Where the area code of a North American number lies. */
export function placeOfNumber(e164: string): Place | null {
  const area = e164.startsWith("+1") ? AREAS[e164.slice(2, 5)] : undefined;
  return area ? [area[3], area[4]] : null;
}

/** Great-circle distance in miles. */
export function milesBetween([fromLat, fromLong]: Place, [toLat, toLong]: Place): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const across = Math.sin(radians(toLat - fromLat) / 2) ** 2;
  const along = Math.sin(radians(toLong - fromLong) / 2) ** 2;
  const share = across + Math.cos(radians(fromLat)) * Math.cos(radians(toLat)) * along;
  return 3959 * 2 * Math.asin(Math.sqrt(share));
}

/** The number as stock, if it exists in this world at all. */
export function stockOf(e164: string, seed: number): Stock | null {
  const country = e164.startsWith("+44") ? ["GB"] : e164.startsWith("+1") ? ["US", "CA", "PR"] : [];
  for (const one of country)
    for (const type of ["local", "toll-free", "mobile"])
      for (const pool of pools(one, type)) {
        const start = e164.startsWith("+44") ? `+44${pool.areaCode}` : `+1${pool.areaCode}`;
        if (!e164.startsWith(start)) continue;
        const found = pool.numbers(seed).find((number) => number.e164 === e164);
        if (found) return found;
      }
  return null;
}
