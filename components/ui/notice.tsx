import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";

const ICONS: Record<string, IconName> = { info: "about", ok: "tick", warn: "warning", bad: "problem" };

/** A message about the page; `bad` and `warn` are read out at once. `action` is the one thing to do about it. */
export function Notice({
  kind = "info",
  action,
  children,
}: {
  kind?: "info" | "ok" | "warn" | "bad";
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className={`notice ${kind}`} role={kind === "bad" ? "alert" : "status"}>
      <Icon name={ICONS[kind] ?? "about"} />
      <div>{children}</div>
      {action}
    </div>
  );
}
