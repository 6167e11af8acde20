import type { ReactNode } from "react";
import { Autofocus } from "./autofocus";
import { Icon, type IconName } from "./icon";

const ICONS: Record<string, IconName> = { info: "about", ok: "tick", warn: "warning", bad: "problem" };

/** A message about the page. `action` is the one thing to do about it. */
export function Notice({
  kind = "info",
  isUrgent = kind === "bad",
  action,
  takesFocus = false,
  id,
  children,
}: {
  kind?: "info" | "ok" | "warn" | "bad";
  /** Read out at once. */
  isUrgent?: boolean;
  action?: ReactNode;
  /** For the answer to what was just done: keyboards go on from here. */
  takesFocus?: boolean;
  /** For links that lead to it. */
  id?: string;
  children: ReactNode;
}) {
  return (
    <div
      className="notice"
      data-kind={kind}
      role={isUrgent ? "alert" : "status"}
      id={id}
      tabIndex={takesFocus || id ? -1 : undefined}
    >
      {takesFocus && <Autofocus />}
      <Icon name={ICONS[kind] ?? "about"} />
      <div>{children}</div>
      {action}
    </div>
  );
}
