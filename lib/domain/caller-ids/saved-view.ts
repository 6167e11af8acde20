import { givenOf } from "@/lib/domain/addresses";
import { cleanTyped } from "@/lib/domain/typed-text";
import {
  type CallerIdFilter,
  type CallerIdListAsked,
  callerIdFilterSchema,
  callerIdListSchema,
} from "./caller-id-filter";
import { graphemesOf } from "./labels";

export const MAX_VIEWS = 50;
const MAX_GRAPHEMES = 60;

/** The name of a view as it is typed. */
export function readViewName(typed: string): { name: string } | { problem: string } {
  const name = cleanTyped(typed.replaceAll("\n", " "));
  if (!name) return { problem: "Name the view." };
  const length = graphemesOf(name);
  return length > MAX_GRAPHEMES
    ? { problem: `This has ${length} characters. A name has at most ${MAX_GRAPHEMES}.` }
    : { name };
}

/** What a view keeps of a list: its filters and its order, each as the address says it. */
export const viewQuery = (filter: CallerIdFilter, shown: CallerIdListAsked): string =>
  String(new URLSearchParams(givenOf({ ...filter, ...shown })));

/** The same out of a form; nonsense in it is left out. */
export function readViewQuery(query: string): string {
  const asked = Object.fromEntries(new URLSearchParams(query));
  return viewQuery(callerIdFilterSchema.parse(asked), callerIdListSchema.parse(asked));
}
