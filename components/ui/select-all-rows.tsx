"use client";

import { SelectAll } from "./select-all";
import { useHydrated } from "./use-hydrated";

/** In the head of a table: ticks every row that can be. It appears with scripts; without them each is ticked by hand. */
export function SelectAllRows({ of, what }: { of: string; what: string }) {
  const hydrated = useHydrated();
  if (!hydrated) return <span className="only-screen-reader">Select</span>;
  return (
    <SelectAll of={of} aria-label={`Select all ${what}`}>
      <span className="only-narrow">Select all</span>
    </SelectAll>
  );
}
