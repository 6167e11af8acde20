import { z } from "zod";
import { oneOf, wordsAsked } from "@/lib/domain/form-fields";
import { startOfAreaCode } from "@/lib/domain/geography/area-codes";
import { idSchema } from "@/lib/domain/new-id";
import { STATUS_NAMES, STATUSES } from "./status";

/** Which Caller IDs a list shows, as its address says it; nonsense means all that are listed. */
export const callerIdFilterSchema = z.object({
  /** A part of a number, a place, a label or a person. */
  q: wordsAsked(100),
  status: oneOf(STATUSES),
  source: oneOf(["twilio", "own"]),
  areaCode: wordsAsked(20).transform((typed) => startOfAreaCode(typed ?? "") || null),
  /** `nobody`, `team:` and its name, or somebody's id. */
  assigned: wordsAsked(120),
  ring: oneOf(["yes", "no"]),
  label: wordsAsked(200),
});
export type CallerIdFilter = z.output<typeof callerIdFilterSchema>;

/** What queries ask for: whose, by their parts. */
export function searchOf({ q, assigned, ring, ...rest }: CallerIdFilter) {
  const team = assigned?.startsWith("team:") ? assigned.slice("team:".length) : undefined;
  // What is no id is nobody's: nothing is found, rather than everything.
  const usedBy =
    assigned && assigned !== "nobody" && team === undefined ? idSchema.parse(assigned) : undefined;
  return {
    search: q ?? "",
    areaCode: rest.areaCode ?? "",
    status: rest.status ?? undefined,
    source: rest.source ?? undefined,
    label: rest.label ?? undefined,
    ringForever: ring === null ? undefined : ring === "yes",
    unassigned: assigned === "nobody",
    team,
    usedBy,
  };
}

/** Each filter in a few words, for the chip that takes it away. `nameOf` knows people by their ids. */
export function filterWords(
  filter: CallerIdFilter,
  nameOf: (userId: string) => string | undefined,
): { name: keyof CallerIdFilter; words: string }[] {
  const { q, status, source, areaCode, assigned, ring, label } = filter;
  const search = searchOf(filter);
  const words: [keyof CallerIdFilter, string | null | false][] = [
    ["q", q && `“${q}”`],
    ["status", status && STATUS_NAMES[status]],
    ["source", source && (source === "twilio" ? "Purchased from Twilio" : "Of your own")],
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
    ["ring", ring && (ring === "yes" ? "Rings forever" : "Rings once")],
    ["label", label && `Labelled ${label}`],
  ];
  return words.flatMap(([name, said]) => (said ? [{ name, words: said }] : []));
}
