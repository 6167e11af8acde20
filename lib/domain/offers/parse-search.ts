import {
  type AreaCode,
  findAreaCode,
  placeOfAreaCode,
  TOLL_FREE_CODES,
} from "@/lib/domain/geography/area-codes";
import { countryName } from "@/lib/domain/geography/countries";
import { countryOfRegion, REGION_NAMES, readRegion } from "@/lib/domain/geography/regions";
import { type Country, inCountry, isCountry, isNorthAmerican, NUMBER_TYPES, type NumberType } from "./offer";
import type { NumberSearch, SearchField, SearchValues } from "./search";

/** What is wrong with a field, and the search that was probably meant. */
export type SearchProblem = { words: string; instead?: { label: string; values: Partial<SearchValues> } };
export type SearchProblems = Partial<Record<SearchField, SearchProblem>>;

/** The search that was meant, or what is wrong with it, field by field. */
export function parseSearch(values: SearchValues): { search: NumberSearch } | { problems: SearchProblems } {
  const country = isCountry(values.country) ? values.country : null;
  const type = NUMBER_TYPES.find((known) => known === values.type) ?? null;
  if (!country || !type)
    return {
      problems: {
        ...(country
          ? {}
          : { country: { words: "We don’t sell numbers of this country. Choose one of the list." } }),
        ...(type ? {} : { type: { words: "Choose Local, Toll-Free or Mobile." } }),
      },
    };
  const problems: SearchProblems = {};
  const read = <Value>(field: SearchField, answer: Value | SearchProblem, none: Value): Value => {
    if (!isProblem(answer)) return answer;
    problems[field] = answer;
    return none;
  };
  const asked = { ...values, ...splitCity(values) };
  const unsold = typeProblem(country, type, values);
  if (unsold) problems.type = unsold;
  const areaCode = read("areaCode", areaCodeOf(asked, country, type), "");
  const contains = read("contains", containsOf(asked.contains, country), "");
  // An area code of elsewhere says already where to search.
  const state = problems.areaCode?.instead ? "" : read("state", stateOf(asked, country, type, areaCode), "");
  const city = read("city", cityOf(asked, country, type), "");
  if (Object.keys(problems).length > 0) return { problems };
  // Only our own links name a number to look around; anything else is left out.
  const around = isNorthAmerican(country) && type === "local" && areaCode !== "";
  const near = around && /^\+1\d{10}$/.test(values.near) ? values.near : "";
  return { search: { country, type, areaCode, contains, city, state, near } };
}

const isProblem = (answer: unknown): answer is SearchProblem => typeof answer === "object" && answer !== null;

function typeProblem(country: Country, type: NumberType, values: SearchValues): SearchProblem | null {
  if (type === "mobile" && isNorthAmerican(country))
    return {
      words: `In ${inCountry(country)} mobile numbers are local numbers.`,
      instead: { label: "Search Local", values: { ...values, type: "local" } },
    };
  if (type === "toll-free" && country === "PR")
    return {
      words: "Toll-free numbers of Puerto Rico are those of the United States.",
      instead: {
        label: "Search the United States",
        values: { ...values, country: "US", city: "", state: "" },
      },
    };
  return null;
}

/** Three digits, however they were typed: `(512)`, `+1 512`, or a whole number, which has one. */
function readAreaCode(typed: string): string | null {
  const bare = typed.replace(/[,;\s]+$/, "");
  if (/[^\d\s()+./-]/.test(bare)) return null;
  const digits = bare.replace(/\D/g, "").replace(/^1(?=(\d{3}|\d{10})$)/, "");
  return /^[2-9]\d\d(\d{7})?$/.test(digits) ? digits.slice(0, 3) : null;
}

function areaCodeOf(values: SearchValues, country: Country, type: NumberType): string | SearchProblem {
  if (!values.areaCode) return "";
  if (!isNorthAmerican(country))
    return {
      words:
        "Area codes can be searched in the US and Canada only, and in Puerto Rico. Type the start of the number under Contains, such as 020 for London.",
    };
  if (/^(\+44|0[1-9])[\d\s]+$/.test(values.areaCode))
    return {
      words: `${values.areaCode} is in ${inCountry("GB")}.`,
      instead: {
        label: `Search ${inCountry("GB")}`,
        values: { ...values, country: "GB", areaCode: "", contains: values.areaCode, city: "", state: "" },
      },
    };
  const code = readAreaCode(values.areaCode);
  if (!code) return { words: "An area code is three digits and does not start with 0 or 1, such as 512." };
  const area = findAreaCode(code);
  return (area && misplaced(code, area, country, type, values)) ?? code;
}

/** Why an area code has no numbers of this country and type, and where it has. */
function misplaced(
  code: string,
  area: AreaCode,
  country: Country,
  type: NumberType,
  values: SearchValues,
): SearchProblem | null {
  const there = (label: string, change: Partial<SearchValues>) => {
    const next = { ...values, areaCode: code, ...change };
    const hasPlaces = next.type === "local" && isNorthAmerican(next.country);
    const fits = hasPlaces && readRegion(next.state, next.country) !== null;
    // What fits there is kept.
    return { label, values: { ...next, state: fits ? next.state : "", city: hasPlaces ? next.city : "" } };
  };
  if (area.kind === "toll-free")
    return type === "toll-free"
      ? null
      : { words: `${code} is toll-free.`, instead: there("Search Toll-Free", { type: "toll-free" }) };
  if (area.kind !== "place") return null;
  if (!isCountry(area.country))
    return { words: `${code} is in ${countryName(area.country)}, whose numbers this console does not sell.` };
  const sold = `Search ${type === "toll-free" ? "local numbers" : inCountry(area.country)}`;
  if (type === "toll-free")
    return {
      words: `Toll-free numbers start with ${TOLL_FREE_CODES.join(", ")}. ${code} is in ${placeOfAreaCode(area)}.`,
      instead: there(sold, { type: "local", country: area.country }),
    };
  if (area.country === country) return null;
  return {
    words: `${code} is in ${inCountry(area.country)}${area.country === "PR" ? "" : ` (${placeOfAreaCode(area)})`}.`,
    instead: there(sold, { country: area.country }),
  };
}

/** Twilio's pattern for what was typed, also a number as our pages show it: `206-58`, `(512) 206-5898`, `0121`. */
function containsOf(typed: string, country: Country): string | SearchProblem {
  if (!typed) return "";
  const pattern = internationally(typed.replace(/\(0\)/, "").replace(/[\s()./-]/g, ""), country);
  const meaningful = pattern.replace(/[^0-9a-z]/gi, "");
  if (!/^[0-9a-z*+%$]+$/i.test(pattern) || pattern.length > 16)
    return { words: "Use 2 to 16 digits or letters, and * for any one character." };
  if (meaningful.length < 2) return { words: "Type at least 2 digits or letters." };
  // As Twilio has it: a pattern with one in its middle is refused.
  if (!/^\+?%?\**[0-9a-z]+\**%?\$?$/i.test(pattern))
    return { words: "Put * before or behind the digits, not between them: such as 206* or *55." };
  return pattern;
}

/** Twilio looks in numbers with their country's code: a whole number gets it, and the 0 before a British one goes. */
function internationally(pattern: string, country: Country): string {
  if (isNorthAmerican(country)) return /^\d{10}$/.test(pattern) ? `1${pattern}` : pattern;
  return pattern
    .replace(/^00(?=44)/, "+")
    .replace(/^(\+?44)0(?=[1-9])/, "$1")
    .replace(/^0(?=[1-9]\d)/, "44");
}

function stateOf(
  values: SearchValues,
  country: Country,
  type: NumberType,
  areaCode: string,
): string | SearchProblem {
  if (!values.state) return "";
  if (!isNorthAmerican(country)) return { words: "States can be searched in the US and Canada only." };
  if (type === "toll-free") return { words: "Toll-free numbers have no place. Leave it empty." };
  const state = readRegion(values.state, country);
  if (!state) return unknownState(values, country);
  const area = findAreaCode(areaCode);
  if (area?.kind !== "place" || area.regions.includes(state)) return state;
  return {
    words: `Area code ${areaCode} is in ${placeOfAreaCode(area)}.`,
    instead: { label: `Search ${REGION_NAMES.get(state)} without it`, values: { ...values, areaCode: "" } },
  };
}

function unknownState(values: SearchValues, country: Country): SearchProblem {
  const elsewhere = countryOfRegion(values.state);
  if (elsewhere && isCountry(elsewhere))
    return {
      words:
        elsewhere === "PR"
          ? "Puerto Rico is a country here."
          : `${values.state} is in ${inCountry(elsewhere)}.`,
      instead: { label: `Search ${inCountry(elsewhere)}`, values: { ...values, country: elsewhere } },
    };
  return {
    words:
      country === "CA"
        ? "No province has this name. Type its name or two letters, such as Ontario or ON."
        : "No state has this name. Type its name or two letters, such as Texas or TX.",
  };
}

function cityOf(values: SearchValues, country: Country, type: NumberType): string | SearchProblem {
  const { city } = values;
  if (!city) return "";
  if (!isNorthAmerican(country))
    return {
      words:
        "Cities can be searched in the US and Canada only. Type the start of the number under Contains, such as 020 for London.",
    };
  if (type === "toll-free") return { words: "Toll-free numbers have no place. Leave it empty." };
  const code = readAreaCode(city);
  if (code)
    return {
      words: "That is no city, but it may be an area code.",
      instead: { label: `Search area code ${code}`, values: { ...values, areaCode: code, city: "" } },
    };
  // Twilio knows them without accents.
  return city.normalize("NFD").replace(/\p{M}/gu, "");
}

/**
 * `Austin, Texas` names both; so do `austin tx` and `Austin, TX, USA`. A region's whole name counts behind a comma alone:
 * Port Washington and West New York are cities.
 */
function splitCity({ city, state }: SearchValues): Partial<SearchValues> {
  const bare = city.replace(/\s+,/g, ",").replace(/,\s*(USA?|United States|Canada)$|\s+USA$/i, "");
  const [, name = "", region = ""] =
    /^(.+?),\s*([^,]+)$/.exec(bare) ?? /^(.+?)\s+([a-z]{2})$/i.exec(bare) ?? [];
  return name && !state && countryOfRegion(region) ? { city: name, state: region } : { city: bare };
}
