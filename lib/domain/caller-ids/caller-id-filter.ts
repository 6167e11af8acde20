import { z } from "zod";
import { oneOf, wordsAsked } from "@/lib/domain/form-fields";
import { startOfAreaCode } from "@/lib/domain/geography/area-codes";
import { countryOfRegion, REGION_NAMES, readRegion } from "@/lib/domain/geography/regions";
import { idSchema } from "@/lib/domain/new-id";
import { COUNTRIES, type Country } from "@/lib/domain/offers/offer";
import { STATUS_NAMES, STATUSES } from "./status";

/** What a list may be sorted by, and how that is called; newest first unless asked otherwise. */
export const SORT_NAMES = {
  added: "Newest first",
  number: "Number",
  place: "Place",
  price: "Highest price first",
};
export type CallerIdSort = keyof typeof SORT_NAMES;
const SORTS = Object.keys(SORT_NAMES) as [CallerIdSort];

/** A day of a calendar, as a date field of a browser gives it. */
const day = z.iso
  .date()
  .refine((date) => date >= "1900")
  .nullish()
  .transform((value) => value || null)
  .catch(null);

/** Which Caller IDs a list shows, as its address says it; nonsense means all that are listed. */
export const callerIdFilterSchema = z.object({
  /** A part of a number, a place, a label or a person. */
  q: wordsAsked(100),
  status: oneOf(STATUSES),
  source: oneOf(["twilio", "own"]),
  country: oneOf(Object.keys(COUNTRIES) as [Country]),
  /** As typed: `Texas`, `tx`. */
  state: wordsAsked(100),
  areaCode: wordsAsked(20).transform((typed) => startOfAreaCode(typed ?? "") || null),
  /** `nobody`, `team:` and its name, or somebody's id. */
  assigned: wordsAsked(120),
  /** `nowhere`, or a part of the number that rings, in digits: the 0 of a national one is none of it. */
  forwards: wordsAsked(40).transform((typed) =>
    typed?.toLowerCase() === NOWHERE ? NOWHERE : typed?.replace(/\D/g, "").replace(/^0+/, "") || null,
  ),
  ring: oneOf(["yes", "no"]),
  attention: oneOf(["yes", "no"]),
  label: wordsAsked(200),
  from: day,
  to: day,
});
export type CallerIdFilter = z.output<typeof callerIdFilterSchema>;

const NOWHERE = "nowhere";

/** How many rows of a list are shown at once. */
export const LIST_SIZES = ["50", "100", "250"] as const;

/** How a list is shown, as its address says it; null is the usual way. */
export const callerIdListSchema = z.object({
  sort: oneOf(SORTS).transform((sort) => (sort === "added" ? null : sort)),
  rows: oneOf(LIST_SIZES).transform((rows) => (rows === LIST_SIZES[0] ? null : rows)),
});
export type CallerIdListAsked = z.output<typeof callerIdListSchema>;

/** What queries ask for: whose, by their parts. Days are those of `zone`. */
export function searchOf(filter: CallerIdFilter, zone: string) {
  const { assigned, forwards, ring, attention } = filter;
  const team = assigned?.startsWith("team:") ? assigned.slice("team:".length) : undefined;
  // What is no id is nobody's: nothing is found, rather than everything.
  const usedBy =
    assigned && assigned !== "nobody" && team === undefined ? idSchema.parse(assigned) : undefined;
  return {
    search: filter.q ?? "",
    areaCode: filter.areaCode ?? "",
    status: filter.status ?? undefined,
    source: filter.source ?? undefined,
    country: filter.country ?? undefined,
    region: filter.state === null ? undefined : regionOf(filter.state, filter.country),
    label: filter.label ?? undefined,
    needsAttention: attention === null ? undefined : attention === "yes",
    ringForever: ring === null ? undefined : ring === "yes",
    forwardTo: forwards === null ? undefined : forwards === NOWHERE ? null : forwards,
    added: { from: filter.from, to: filter.to, zone },
    unassigned: assigned === "nobody",
    team,
    usedBy,
  };
}

/** Two letters where we know the state; else as typed, which finds what is written so. */
function regionOf(typed: string, country: string | null): string {
  const inCountry = country ?? countryOfRegion(typed);
  return (inCountry && readRegion(typed, inCountry)) || typed.toUpperCase();
}

/** Each filter in a few words, for the chip that takes it away. `nameOf` knows people by their ids. */
export function filterWords(
  filter: CallerIdFilter,
  nameOf: (userId: string) => string | undefined,
): { name: keyof CallerIdFilter; words: string }[] {
  const { q, status, source, country, state, areaCode, assigned, forwards, ring, label, from, to } = filter;
  const { attention } = filter;
  const search = searchOf(filter, "UTC");
  const words: [keyof CallerIdFilter, string | null | false][] = [
    ["q", q && `“${q}”`],
    ["status", status && STATUS_NAMES[status]],
    ["source", source && (source === "twilio" ? "Purchased from Twilio" : "Of your own")],
    ["country", country && COUNTRIES[country]],
    ["state", state && (REGION_NAMES.get(search.region ?? "") ?? state)],
    ["areaCode", areaCode && `Area code ${areaCode}`],
    [
      "assigned",
      assigned &&
        (search.unassigned
          ? "Nobody assigned"
          : search.team !== undefined
            ? `Assigned to somebody in ${search.team}`
            : `Assigned to ${nameOf(assigned) ?? "somebody else"}`),
    ],
    ["forwards", forwards && (forwards === NOWHERE ? "Forwards nowhere" : `Forwards to ${forwards}`)],
    ["ring", ring && (ring === "yes" ? "Rings forever" : "Rings once")],
    ["attention", attention && (attention === "yes" ? "Needs attention" : "Needs no attention")],
    ["label", label && `Labelled ${label}`],
    ["from", from && `Added from ${from}`],
    ["to", to && `Added until ${to}`],
  ];
  return words.flatMap(([name, said]) => (said ? [{ name, words: said }] : []));
}
