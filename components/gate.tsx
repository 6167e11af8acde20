import type { ReactNode } from "react";
import { Brand } from "./brand";

/** A page outside of the administration: signing in, and for those who have no business inside. */
export function Gate({ children }: { children: ReactNode }) {
  return (
    <main className="gate" id="content">
      <Brand>Caller ID Console</Brand>
      {children}
    </main>
  );
}
