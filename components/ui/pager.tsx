import { ButtonLink } from "./button";

/** The ways to the pages before and after this one; `query` is what else the address keeps. */
export function Pager({
  page: { previous, next },
  query = {},
}: {
  page: { previous: string | null; next: string | null };
  query?: Record<string, string>;
}) {
  if (previous === null && next === null) return null;
  const to = (place: Record<string, string>) => `?${new URLSearchParams({ ...query, ...place })}`;
  return (
    <nav className="actions" aria-label="Pages">
      {previous !== null && <ButtonLink href={to({ before: previous })}>Previous</ButtonLink>}
      {next !== null && <ButtonLink href={to({ after: next })}>Next</ButtonLink>}
    </nav>
  );
}
