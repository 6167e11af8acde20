import { z } from "zod";
import { cleanTyped } from "./typed-text";

/** A field that stands once for each thing that was chosen: none, one, or up to `most`. */
export function many<Item extends z.ZodType<unknown, string>>(item: Item, most: number) {
  return z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(item).max(most));
}

/** Words in an address, cleaned; null where there are none, or too many. */
export const wordsAsked = (max: number) =>
  z
    .string()
    .max(max)
    .transform(cleanTyped)
    .transform((value) => value || null)
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
