"use client";

import { type ReactNode, useEffect, useState } from "react";

/** A message about what was just done: not shown again, and gone once the next thing is done. */
export function ShownOnce({ cookie, children }: { cookie: string; children: ReactNode }) {
  const [isPast, setPast] = useState(false);
  useEffect(() => {
    void window.cookieStore?.delete(cookie);
    const end = () => setPast(true);
    document.addEventListener("submit", end);
    return () => document.removeEventListener("submit", end);
  }, [cookie]);
  return isPast ? null : children;
}
