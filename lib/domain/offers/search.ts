import { z } from "zod";
import { type Country, isCountry, NUMBER_TYPES, type NumberType } from "./offer";

/** A search as the address holds it; the form shows what was typed even when it can't be searched. */
export type NumberSearch = {
  country: Country;
  type: NumberType;
  areaCode: string;
  contains: string;
  city: string;
  state: string;
  /** Twilio looks around this number (E.164); North America only. Not a field of the form. */
  near: string;
};

/** A search that asks for nothing but local American numbers. */
export const ANYTHING: NumberSearch = {
  country: "US",
  type: "local",
  areaCode: "",
  contains: "",
  city: "",
  state: "",
  near: "",
};

export type SearchField = keyof NumberSearch;
export type SearchForm = { values: Record<SearchField, string>; submitted: boolean };

const text = z.string().trim().max(64).catch("");
const addressSchema = z.object({
  country: text,
  type: text,
  areaCode: text,
  contains: text,
  city: text,
  state: text,
  near: text,
});

type Params = Record<string, string | string[] | undefined>;
const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value) ?? "";

/** Reads the address of the Add window; an address without parameters has not searched yet. */
export function readSearchForm(params: Params, defaultCountry: string): SearchForm {
  const fields = Object.keys(addressSchema.shape) as SearchField[];
  const values = addressSchema.parse(
    Object.fromEntries(fields.map((field) => [field, first(params[field])])),
  );
  return {
    submitted: fields.some((field) => params[field] !== undefined),
    values: { ...values, country: values.country || defaultCountry, type: values.type || "local" },
  };
}

const TOLL_FREE = new Set(["800", "833", "844", "855", "866", "877", "888"]);

/** The search, or what is wrong with it, field by field. */
export function parseSearch(
  values: Record<SearchField, string>,
): { search: NumberSearch } | { errors: Partial<Record<SearchField, string>> } {
  const errors: Partial<Record<SearchField, string>> = {};
  const country = isCountry(values.country) ? values.country : null;
  const type = NUMBER_TYPES.find((known) => known === values.type) ?? null;
  if (!country) errors.country = "We don’t sell numbers of this country. Choose one of the list.";
  if (!type) errors.type = "Choose Local, Toll-Free or Mobile.";
  const northAmerica = country === "US" || country === "CA";

  if (values.areaCode && country && !northAmerica)
    errors.areaCode =
      "Area codes can be searched in the US and Canada only. Type the start of the number under Contains, such as 4420 for London.";
  else if (values.areaCode && type === "toll-free" && !TOLL_FREE.has(values.areaCode))
    errors.areaCode = `Toll-free numbers start with ${[...TOLL_FREE].join(", ")}. Leave it empty for all of them.`;
  else if (values.areaCode && !/^[2-9]\d\d$/.test(values.areaCode))
    errors.areaCode = "An area code is three digits and does not start with 0 or 1, such as 512.";

  if (values.contains) {
    const meaningful = values.contains.replace(/[^0-9a-z]/gi, "");
    if (!/^[0-9a-z*+%$]+$/i.test(values.contains) || values.contains.length > 16)
      errors.contains = "Use 2 to 16 digits or letters, and * for any one character.";
    else if (meaningful.length < 2) errors.contains = "Type at least 2 digits or letters.";
    // As Twilio has it: a pattern with one in its middle is refused.
    else if (!/^\+?%?\**[0-9a-z]+\**%?\$?$/i.test(values.contains))
      errors.contains = "Put * before or behind the digits, not between them: such as 206* or *55.";
  }
  if (values.state && northAmerica && !/^[a-z]{2}$/i.test(values.state))
    errors.state = "Two letters, such as TX.";
  if (values.state && country && !northAmerica)
    errors.state = "States can be searched in the US and Canada only.";
  if (values.city && country && !northAmerica)
    errors.city =
      "Cities can be searched in the US and Canada only. Type the start of the number under Contains, such as 4420 for London.";

  if (!country || !type || Object.keys(errors).length > 0) return { errors };
  // Only our own links name a number to look around; anything else is left out.
  const around = northAmerica && type === "local" && values.areaCode !== "";
  const near = around && /^\+1\d{10}$/.test(values.near) ? values.near : "";
  return { search: { ...values, country, type, state: values.state.toUpperCase(), near } };
}

/** The address of the Add window that repeats a search. */
export function searchQuery(search: Partial<Record<SearchField, string>>): string {
  const query = new URLSearchParams();
  for (const [field, value] of Object.entries(search)) if (value) query.set(field, value);
  return query.toString();
}

/** The address of a search for numbers like this one: its area code and around it in North America, else its place. */
export function similarSearch({
  e164,
  country,
  type,
}: {
  e164: string;
  country: string;
  type: string;
}): string {
  const northAmerica = country === "US" || country === "CA";
  return searchQuery({
    country,
    type,
    ...(northAmerica && type === "local" ? { areaCode: e164.slice(2, 5), near: e164 } : {}),
    ...(northAmerica ? {} : { contains: e164.slice(1, 6) }),
  });
}
