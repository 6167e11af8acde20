"use client";

import { usePathname } from "next/navigation";

/** The tabs, one of them current. A layout is not drawn again when an action leads on, so this asks where it is. */
export function CurrentTabs({ tabs }: { tabs: { name: string; href: string }[] }) {
  const path = usePathname();
  return tabs.map(({ name, href }) => (
    <a
      key={href}
      href={href}
      aria-current={path === href ? "page" : path.startsWith(`${href}/`) ? "true" : undefined}
    >
      {name}
    </a>
  ));
}
