import type { ReactNode } from "react";
import { Autofocus } from "./autofocus";
import { ButtonLink } from "./button";
import { CloseByEscape } from "./close-by-escape";

type WindowProps = {
  title: string;
  /** Where its × leads. */
  closeTo: string;
  narrow?: boolean;
  /** The way through several windows; `step` is the index of this one. */
  steps?: { names: readonly string[]; step: number };
  foot?: ReactNode;
  children: ReactNode;
};

/** Something to do: a panel on a quiet ground, that can be reloaded, shared and opened in a new tab. */
export function Window({ title, closeTo, narrow, steps, foot, children }: WindowProps) {
  return (
    <div className="window-ground">
      <main className="window" data-narrow={narrow || undefined} aria-labelledby="window-title" id="content">
        <div className="window-head">
          <h1 id="window-title" tabIndex={-1}>
            {title}
          </h1>
          {steps && <Steps {...steps} />}
          <ButtonLink look="plain" icon="close" label={`Close ${title}`} href={closeTo} />
        </div>
        {foot && (
          <a className="window-skip" href="#foot">
            Skip to the buttons below
          </a>
        )}
        <div className="window-body">{children}</div>
        {foot && (
          <div className="window-foot" id="foot" tabIndex={-1}>
            {foot}
          </div>
        )}
        <CloseByEscape />
        <Autofocus on="window-title" />
      </main>
    </div>
  );
}

function Steps({ names, step }: { names: readonly string[]; step: number }) {
  return (
    <ol className="window-steps" aria-label="Steps">
      {names.map((name, index) => (
        <li key={name} aria-current={index === step ? "step" : undefined}>
          {index === step && (
            <span className="only-narrow">
              Step {step + 1} of {names.length}
            </span>
          )}
          <span className={index === step ? "only-wide" : undefined}>{name}</span>
        </li>
      ))}
    </ol>
  );
}
