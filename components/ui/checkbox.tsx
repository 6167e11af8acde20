import type { ComponentProps } from "react";
import { FieldError } from "./field";

/** A checkbox; with words of its own (`children`) a click on them ticks it, too. `error` says why it has to be ticked. */
export function Checkbox({ children, error, ...rest }: ComponentProps<"input"> & { error?: string }) {
  const errorId = `${rest.name}-error`;
  const box = {
    ...rest,
    className: "checkbox",
    type: "checkbox",
    autoComplete: "off",
    ...(error ? { "aria-invalid": true, "aria-describedby": errorId } : {}),
  };
  if (!children) return <input {...box} />;
  return (
    <>
      <label className="checkbox-choice">
        <input {...box} />
        {children}
      </label>
      {error && <FieldError id={errorId}>{error}</FieldError>}
    </>
  );
}
