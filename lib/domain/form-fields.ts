import { z } from "zod";

/** A field that stands once for each thing that was chosen: none, one, or up to `most`. */
export function many<Item extends z.ZodType<unknown, string>>(item: Item, most: number) {
  return z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(item).max(most));
}
