"use client";

import { useEffect, useState } from "react";
import { SelectAll } from "@/components/ui/select-all";

/** Ticks every number that can be added. It appears with scripts; without them each row is ticked by hand. */
export function SelectAllOffers({ count }: { count: number }) {
  const [shown, show] = useState(false);
  useEffect(() => show(true), []);
  if (!shown || count === 0) return <span className="sr-only">Select</span>;
  return (
    <SelectAll of="offer" aria-label={`Select all ${count} that can be added`}>
      <span className="only-narrow">Select all</span>
    </SelectAll>
  );
}
