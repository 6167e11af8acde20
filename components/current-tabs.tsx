"use client";

import { usePathname } from "next/navigation";

export type Tab = {
  name: string;
  href: string;
  /** Pages that are parts of it, beside the one that it leads to. */
  parts?: string[];
};

/** The tabs, one of them current. A layout is not drawn again when an action leads on, so this asks where it is. */
export function CurrentTabs({ tabs }: { tabs: Tab[] }) {
  const path = usePathname();
  const isUnder = (href: string) => path === href || path.startsWith(`${href}/`);
  return tabs.map(({ name, href, parts = [] }) => (
    <a
      key={href}
      href={href}
      aria-current={path === href ? "page" : [href, ...parts].some(isUnder) ? "true" : undefined}
    >
      {name}
    </a>
  ));
}
