import type { ComponentProps, ReactNode } from "react";
import { Icon, type IconName } from "./icon";

type Look = {
  look?: "primary" | "danger" | "danger solid" | "plain";
  icon?: IconName;
  /** For a button without words: what it does. */
  label?: string;
  children?: ReactNode;
};

const classOf = ({ look, label }: Look, more = "") =>
  ["button", look, label && "icon-only", more].filter(Boolean).join(" ");

export function Button({ look, icon, label, children, className, ...rest }: Look & ComponentProps<"button">) {
  return (
    <button {...rest} className={classOf({ look, label }, className)} aria-label={label} title={label}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

/** A plain link that looks like a button: every address works without scripts, in a new tab, and reloaded. */
export function ButtonLink({ look, icon, label, children, className, ...rest }: Look & ComponentProps<"a">) {
  return (
    <a {...rest} className={classOf({ look, label }, className)}>
      {icon && <Icon name={icon} />}
      {label && <span className="sr-only">{label}</span>}
      {children}
    </a>
  );
}
