import { type ReactNode, useId } from "react";

/** How far something is: in words, as a bar, and a remark. `value` is left out where nobody knows. */
export function Progress({
  words,
  remark,
  value,
  max,
  done = false,
  children,
}: {
  words: string;
  remark: string;
  value?: number;
  max: number;
  done?: boolean;
  /** What puts focus here. */
  children?: ReactNode;
}) {
  const id = useId();
  return (
    <div className="progress" tabIndex={-1}>
      {children}
      <div className="progress-words">
        <strong id={id}>{words}</strong>
        <span className="text-quiet text-small">{remark}</span>
      </div>
      <progress
        className="progress-bar"
        data-done={done || undefined}
        aria-labelledby={id}
        max={max}
        value={value}
      />
    </div>
  );
}
