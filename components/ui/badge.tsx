import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";

/** A word about one row; `title` says it in a sentence. */
export function Badge({
  kind,
  icon,
  title,
  children,
}: {
  kind?: "warn";
  icon?: IconName;
  title?: string;
  children: ReactNode;
}) {
  return (
    <span className="badge" data-kind={kind} title={title}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  );
}
