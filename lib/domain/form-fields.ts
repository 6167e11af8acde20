import { z } from "zod";
import { cleanTyped } from "./typed-text";

/** A field that stands once for each thing that was chosen: none, one, or up to `most`. */
export function many<Item extends z.ZodType<unknown, string>>(item: Item, most: number) {
  return z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(item).max(most));
}

/** Words in an address, cleaned, and cut where they are longer than anything we have; null where there are none. */
export const wordsAsked = (max: number) =>
  z
    .string()
    .transform((value) => cleanTyped(value.slice(0, 10 * max)).slice(0, max) || null)
    .nullish()
    .transform((value) => value ?? null)
    .catch(null);

/** One of these in an address; null for anything else. */
export const oneOf = <const Value extends string>(values: readonly [Value, ...Value[]]) =>
  z
    .enum(values)
    .nullish()
    .transform((value) => value ?? null)
    .catch(null);
