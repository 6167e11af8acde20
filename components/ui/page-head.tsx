import type { ReactNode } from "react";
import { Icon } from "./icon";

/** The title of a page, a line about it, and what can be done on all of it. */
export function PageHead({
  back,
  title,
  status,
  about,
  actions,
}: {
  /** For a page of one thing: the list that it is of. */
  back?: { to: string; name: string };
  title: string;
  /** How the thing stands. */
  status?: ReactNode;
  about: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className="page-head">
      <div>
        {back && (
          <a className="page-head-back" href={back.to}>
            <Icon name="back" />
            {back.name}
          </a>
        )}
        <div className="page-head-title">
          <h1>{title}</h1>
          {status}
        </div>
        <p>{about}</p>
      </div>
      {actions && <div className="actions">{actions}</div>}
    </div>
  );
}
