import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";

/** Where there is nothing yet: what this place is for, and what to do next. */
export function Empty({
  icon,
  title,
  level = 2,
  children,
  actions,
}: {
  icon: IconName;
  title: string;
  level?: 1 | 2;
  children: ReactNode;
  actions?: ReactNode;
}) {
  const Heading = `h${level}` as const;
  return (
    <div className="empty">
      <span className="empty-icon">
        <Icon name={icon} />
      </span>
      <Heading>{title}</Heading>
      {children}
      {actions && <div className="actions">{actions}</div>}
    </div>
  );
}
