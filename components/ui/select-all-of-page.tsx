"use client";

import { SelectAll } from "./select-all";
import { useHydrated } from "./use-hydrated";

/** In the head of a table whose rows lead on: ticks every row. It appears with scripts; without them each is ticked by hand. */
export function SelectAllOfPage({ of, what }: { of: string; what: string }) {
  return useHydrated() ? (
    <SelectAll of={of} aria-label={`Select all ${what}`} />
  ) : (
    <span className="only-screen-reader">Select</span>
  );
}
