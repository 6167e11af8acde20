"use client";

import { useEffect, useState } from "react";

/** Ticks every number that can be added. It appears with scripts; without them each row is ticked by hand. */
export function SelectAll({ count }: { count: number }) {
  const [shown, show] = useState(false);
  useEffect(() => show(true), []);
  if (!shown || count === 0) return null;
  return (
    <input
      className="tick"
      type="checkbox"
      aria-label={`Select all ${count} that can be added`}
      autoComplete="off"
      onChange={(event) => {
        const { form, checked } = event.currentTarget;
        for (const box of form?.querySelectorAll<HTMLInputElement>('input[name="offer"]:not(:disabled)') ??
          [])
          box.checked = checked;
      }}
    />
  );
}
