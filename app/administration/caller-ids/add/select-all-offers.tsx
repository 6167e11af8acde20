"use client";

import { SelectAll } from "@/components/ui/select-all";
import { useHydrated } from "@/components/ui/use-hydrated";

/** Ticks every number that can be added. It appears with scripts; without them each row is ticked by hand. */
export function SelectAllOffers({ count }: { count: number }) {
  const hydrated = useHydrated();
  if (!hydrated || count === 0) return <span className="only-screen-reader">Select</span>;
  return (
    <SelectAll of="offer" aria-label={`Select all ${count} that can be added`}>
      <span className="only-narrow">Select all</span>
    </SelectAll>
  );
}
