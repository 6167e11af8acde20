import data from "./area-codes.json";
import { REGION_NAMES } from "./regions";

/** What a North American area code is for. */
export type AreaCode =
  /** `regions` are states or provinces, several where an area code serves several; `city` is the largest, or empty. */
  | { kind: "place"; country: string; regions: string[]; city: string }
  | { kind: "toll-free" }
  | { kind: "premium" | "personal" };

type Entry = [country: string, regions: string, city: string] | [kind: "toll-free" | "premium" | "personal"];

/** Made by tools/generate-geography.mjs; new area codes are in use before they are in it. */
const AREA_CODES = new Map(Object.entries(data as unknown as Record<string, Entry>));

export const TOLL_FREE_CODES = [...AREA_CODES]
  .filter(([, entry]) => entry[0] === "toll-free")
  .map(([code]) => code);

/** Null for one that nobody uses, or that is newer than our data. */
export function findAreaCode(code: string): AreaCode | null {
  const entry = AREA_CODES.get(code);
  if (!entry) return null;
  if (entry.length === 1) return { kind: entry[0] };
  const [country, regions, city] = entry;
  return { kind: "place", country, regions: regions ? regions.split(" ") : [], city };
}

/** The other area codes that serve the main city of this one. */
export function areaCodesBeside(code: string): string[] {
  const entry = AREA_CODES.get(code);
  if (entry?.[2] === undefined || entry[2] === "") return [];
  const same = (other: Entry) => other[0] === entry[0] && other[1] === entry[1] && other[2] === entry[2];
  return [...AREA_CODES].filter(([other, of]) => other !== code && same(of)).map(([other]) => other);
}

/** `Austin, Texas`, `Yukon, Northwest Territories or Nunavut`, `Puerto Rico`. */
export function placeOfAreaCode({ regions, city }: Extract<AreaCode, { kind: "place" }>): string {
  const names = regions.map((region) => REGION_NAMES.get(region) ?? region);
  if (names.length > 1) return `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
  return [city, names[0]].filter(Boolean).join(", ");
}

/** The digits that an area code begins with, however typed: `+1 (512)` is 512, `51` is 51; empty without digits. */
export function startOfAreaCode(typed: string): string {
  const digits = typed.replace(/\D/g, "").replace(/^(44|0044)0?(?=[1-9]\d)/, "0");
  // British ones have several lengths.
  return digits.startsWith("0") ? digits.slice(0, 6) : digits.replace(/^1(?=\d{3})/, "").slice(0, 3);
}

/** How the numbers of such a code begin, in E.164. */
export const numbersOfAreaCode = (code: string) =>
  code.startsWith("0") ? `+44${code.slice(1)}` : `+1${code}`;
