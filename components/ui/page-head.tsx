import type { ReactNode } from "react";
import { Autofocus } from "./autofocus";
import { Icon } from "./icon";

/** The title of a page, a line about it, and what can be done on all of it. */
export function PageHead({
  back,
  title,
  takesFocus = false,
  status,
  about,
  figures = [],
  actions,
}: {
  /** For a page of one thing: the list that it is of. */
  back?: { to: string; name: string };
  title: string;
  /** For a page that an act leads to: keyboards go on from here. */
  takesFocus?: boolean;
  /** How the thing stands. */
  status?: ReactNode;
  about?: ReactNode;
  /** What there is, in numbers, side by side. */
  figures?: ReactNode[];
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
          <h1 tabIndex={takesFocus ? -1 : undefined}>
            {takesFocus && <Autofocus afterAct />}
            {title}
          </h1>
          {status}
        </div>
        {about && <p>{about}</p>}
        {figures.length > 0 && <p className="page-head-figures">{figures}</p>}
      </div>
      {actions && <div className="actions">{actions}</div>}
    </div>
  );
}
