import type { ComponentProps, ReactNode } from "react";
import { Icon } from "./icon";

/** What is wrong, beside its field. */
export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p className="field-error" id={id}>
      <Icon name="problem" />
      <span>{children}</span>
    </p>
  );
}

type FieldProps = {
  label: string;
  name: string;
  error?: ReactNode;
  help?: ReactNode;
  /** For what is copied letter by letter. */
  isCode?: boolean;
} & Omit<ComponentProps<"input">, "className">;

/** A labelled input with its help and its error, tied together for screen readers. */
export function Field({ label, name, error, help, isCode, ...input }: FieldProps) {
  const described = [error && `${name}-error`, help && `${name}-help`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label className="field-label" htmlFor={name}>
        {label}
      </label>
      <input
        {...input}
        id={name}
        name={name}
        className={isCode ? "field-input field-code" : "field-input"}
        aria-invalid={error ? true : undefined}
        // Without scripts the page of the answer begins there.
        autoFocus={error ? true : undefined}
        aria-describedby={described || undefined}
      />
      {error && <FieldError id={`${name}-error`}>{error}</FieldError>}
      {help && (
        <p className="field-help" id={`${name}-help`}>
          {help}
        </p>
      )}
    </div>
  );
}

type SelectFieldProps = {
  label: string;
  name: string;
  error?: ReactNode;
  help?: ReactNode;
  options: Record<string, string>;
} & ComponentProps<"select">;

export function SelectField({ label, name, error, help, options, ...select }: SelectFieldProps) {
  const described = [error && `${name}-error`, help && `${name}-help`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label className="field-label" htmlFor={name}>
        {label}
      </label>
      <select
        {...select}
        id={name}
        name={name}
        className="field-select"
        aria-invalid={error ? true : undefined}
        autoFocus={error ? true : undefined}
        aria-describedby={described || undefined}
      >
        {Object.entries(options).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
      {error && <FieldError id={`${name}-error`}>{error}</FieldError>}
      {help && (
        <p className="field-help" id={`${name}-help`}>
          {help}
        </p>
      )}
    </div>
  );
}
