import { z } from "zod";
import { plainNumber } from "@/lib/domain/format";
import { cleanTyped } from "@/lib/domain/typed-text";
import { COUNTRIES, type Country, isNorthAmerican, type NumberType } from "./offer";

/** A search as Twilio is asked. */
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
/** As typed: the form shows it even when it can't be searched; and where the window leads back to. */
export type SearchValues = Record<SearchField | "back", string>;

/** Long enough for what means something; more of it is wrong in any case. */
const text = z
  .string()
  .transform((typed) => cleanTyped(typed.slice(0, 400)).slice(0, 100))
  .catch("");
const addressSchema = z.object({
  country: text,
  type: text,
  areaCode: text,
  contains: text,
  city: text,
  state: text,
  near: text,
});
const backSchema = z.string().max(500).catch("");

type Params = Record<string, string | string[] | undefined>;
const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value) ?? "";

export type SearchForm = {
  values: SearchValues;
  submitted: boolean;
  /** The results must be newer than those of this moment, in milliseconds: they were seen, and others are wanted. */
  newerThan: number | null;
};

/** Reads the address of the Add window; an address without parameters has not searched yet. */
export function readSearchForm(params: Params, defaultCountry: string): SearchForm {
  const fields = Object.keys(addressSchema.shape) as SearchField[];
  const values = addressSchema.parse(
    Object.fromEntries(fields.map((field) => [field, first(params[field])])),
  );
  return {
    submitted: fields.some((field) => params[field] !== undefined),
    values: {
      ...values,
      country: values.country || defaultCountry,
      type: values.type || "local",
      back: backSchema.parse(first(params.back)),
    },
    newerThan: z.coerce
      .number()
      .int()
      .positive()
      .max(8.64e15)
      .nullable()
      .catch(null)
      .parse(first(params.newerThan) || null),
  };
}

/** The address of the Add window that repeats a search. */
export function searchQuery(search: Partial<SearchValues>, newerThan?: number | null): string {
  const query = new URLSearchParams();
  for (const [field, value] of Object.entries(search)) if (value) query.set(field, value);
  if (newerThan) query.set("newerThan", String(newerThan));
  return query.toString();
}

const TYPE_NAMES: Record<NumberType, string> = { local: "Local", "toll-free": "Toll-Free", mobile: "Mobile" };

/** `512`, `Austin, TX`, `Toll-Free 833`, `Canada, 206 in it`: a search in a few words, without what goes without saying. */
export function describeSearch({
  country,
  type,
  areaCode,
  contains,
  city,
  state,
  near,
}: NumberSearch): string {
  const what = [type === "local" ? "" : TYPE_NAMES[type], areaCode].filter(Boolean).join(" ");
  const words = [
    what,
    city,
    state,
    near && "and nearby",
    contains && `${asTypedPart(contains)} in it`,
    country === "US" || areaCode || city || state ? "" : COUNTRIES[country],
  ].filter(Boolean);
  return words.join(", ") || COUNTRIES[country];
}

/** A part of a number as people say it, where we keep it with its country's code: a whole number, `0121`. */
const asTypedPart = (contains: string) =>
  /^1\d{10}$/.test(contains) ? plainNumber(`+${contains}`) : contains.replace(/^44(?=\d)/, "0");

/** The query of a search for numbers like this one, which leads back to `back`: its area code and around it in North America, else its place. */
export function similarSearch(
  { e164, country, type }: { e164: string; country: string; type: string },
  back = "",
): string {
  const northAmerican = isNorthAmerican(country);
  return searchQuery({
    country,
    type,
    ...(northAmerican && type === "local" ? { areaCode: e164.slice(2, 5), near: e164 } : {}),
    ...(northAmerican ? {} : { contains: e164.slice(1, 6) }),
    back,
  });
}
