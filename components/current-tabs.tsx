"use client";

import { usePathname } from "next/navigation";

export type Tab = {
  name: string;
  href: string;
  /** Pages that are parts of it, beside the one that it leads to. */
  parts?: string[];
  /** How many of it need somebody; nothing is shown of none. */
  count?: { of: number; shown: string; means: string };
};

/** The tabs, one of them current. A layout is not drawn again when an action leads on, so this asks where it is. */
export function CurrentTabs({ tabs }: { tabs: Tab[] }) {
  const path = usePathname();
  const isUnder = (href: string) => path === href || path.startsWith(`${href}/`);
  return tabs.map(({ name, href, parts = [], count }) => (
    <a
      key={href}
      href={href}
      aria-current={path === href ? "page" : [href, ...parts].some(isUnder) ? "true" : undefined}
    >
      <span>{name}</span>
      {count && count.of > 0 && (
        <span className="shell-tabs-count">
          <span>{count.shown}</span>
          <span className="only-screen-reader"> {count.means}</span>
        </span>
      )}
    </a>
  ));
}
