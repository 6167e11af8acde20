"use client";

import { useEffect, useState } from "react";
import { TickAll } from "@/components/ui/tick-all";

/** Ticks every number that can be added. It appears with scripts; without them each row is ticked by hand. */
export function SelectAll({ count }: { count: number }) {
  const [shown, show] = useState(false);
  useEffect(() => show(true), []);
  if (!shown || count === 0) return <span className="sr-only">Select</span>;
  return (
    <TickAll of="offer" aria-label={`Select all ${count} that can be added`}>
      <span className="only-narrow">Select all</span>
    </TickAll>
  );
}
