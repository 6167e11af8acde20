import type { ReactNode } from "react";
import { Icon } from "./ui/icon";

/** The console's mark and a name; a link where `href` says so. */
export function Brand({ href, children }: { href?: string; children: ReactNode }) {
  const Part = href ? "a" : "span";
  return (
    <Part className="brand" href={href}>
      <span className="brand-mark">
        <Icon name="number" />
      </span>
      <span className="brand-words">{children}</span>
    </Part>
  );
}
