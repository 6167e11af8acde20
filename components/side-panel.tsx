import type { ReactNode } from "react";

/** A part of what stands beside the page of one thing. `id` is unique on the page. */
export function SidePanel({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section className="side-panel panel" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
