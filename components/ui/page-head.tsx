import type { ReactNode } from "react";

/** The title of a page, a line about it, and what can be done on all of it. */
export function PageHead({
  title,
  about,
  actions,
}: {
  title: string;
  about: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className="page-head">
      <div>
        <h1>{title}</h1>
        <p>{about}</p>
      </div>
      {actions && <div className="actions">{actions}</div>}
    </div>
  );
}
