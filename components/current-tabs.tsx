"use client";

import { usePathname, useSearchParams } from "next/navigation";

type Tab = {
  name: string;
  href: string;
  /** Ends of addresses under other tabs that belong to this one. */
  alsoAt?: string[];
};

/** The tabs, one of them current. A layout is not drawn again when an action leads on, so this asks where it is. */
export function CurrentTabs({ tabs }: { tabs: Tab[] }) {
  const path = usePathname();
  const query = useSearchParams();
  const here = query.has("journey") ? `${path}?journey` : path;
  const guest = tabs.find(({ alsoAt }) => alsoAt?.some((end) => here.endsWith(end)));
  const current = guest ?? tabs.find(({ href }) => path === href || path.startsWith(`${href}/`));
  return tabs.map((tab) => (
    <a
      key={tab.href}
      href={tab.href}
      aria-current={path === tab.href ? "page" : tab === current ? "true" : undefined}
    >
      {tab.name}
    </a>
  ));
}
