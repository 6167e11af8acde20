import type { ReactNode } from "react";

/** The body of a page. */
export function Page({ children }: { children: ReactNode }) {
  return (
    <main className="page" id="content">
      {children}
    </main>
  );
}
