export type Segment = { to: string; name: string; count: number };

/** One list, seen in parts: links that keep the choice in the address, as `param`. */
export function Segments({
  label,
  param,
  current,
  segments,
}: {
  label: string;
  param: string;
  current: string;
  segments: Segment[];
}) {
  return (
    <nav className="segments" aria-label={label}>
      {segments.map(({ to, name, count }) => (
        <a
          key={to}
          className="segment"
          href={`?${new URLSearchParams({ [param]: to })}`}
          aria-current={current === to ? "true" : undefined}
        >
          {name} <b>{count.toLocaleString("en-US")}</b>
        </a>
      ))}
    </nav>
  );
}
