import type { ComponentProps, ReactNode } from "react";
import { Icon, type IconName } from "./icon";

type Look = {
  look?: "primary" | "danger" | "danger-solid" | "plain";
  icon?: IconName;
  /** For a button without words: what it does. */
  label?: string;
  children?: ReactNode;
};
type Props<Tag extends "a" | "button"> = Look & Omit<ComponentProps<Tag>, "className">;

export function Button({ look, icon, label, children, ...rest }: Props<"button">) {
  return (
    <button
      {...rest}
      className="button"
      data-look={look}
      data-icon-only={label ? true : undefined}
      aria-label={label}
      title={label}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

/** A plain link that looks like a button: every address works without scripts, in a new tab, and reloaded. */
export function ButtonLink({ look, icon, label, children, ...rest }: Props<"a">) {
  return (
    <a {...rest} className="button" data-look={look} data-icon-only={label ? true : undefined}>
      {icon && <Icon name={icon} />}
      {label && <span className="only-screen-reader">{label}</span>}
      {children}
    </a>
  );
}
