type FilterTab = { to: string; name: string; count: number };

/** One list, seen in parts: links that keep the choice in the address, as `param`. */
export function FilterTabs({
  label,
  param,
  query = {},
  current,
  tabs,
}: {
  label: string;
  param: string;
  /** What else the address keeps. */
  query?: Record<string, string>;
  current: string;
  tabs: FilterTab[];
}) {
  return (
    <nav className="filter-tabs" aria-label={label}>
      {tabs.map(({ to, name, count }) => (
        <a
          key={to}
          href={`?${new URLSearchParams({ ...query, [param]: to })}`}
          aria-current={current === to ? "true" : undefined}
        >
          {name} <b>{count.toLocaleString("en-US")}</b>
        </a>
      ))}
    </nav>
  );
}
