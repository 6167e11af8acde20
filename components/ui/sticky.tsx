import type { ReactNode } from "react";

/** Stays in sight while the page is scrolled: what it is about may stand far below. */
export function Sticky({ children }: { children: ReactNode }) {
  return <div className="sticky">{children}</div>;
}
