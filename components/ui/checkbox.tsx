import type { ComponentProps } from "react";

/** A checkbox; with words of its own (`children`) a click on them ticks it, too. */
export function Checkbox({ children, ...rest }: ComponentProps<"input">) {
  const box = { ...rest, className: "checkbox", type: "checkbox", autoComplete: "off" };
  if (!children) return <input {...box} />;
  return (
    <label className="checkbox-choice">
      <input {...box} />
      {children}
    </label>
  );
}
