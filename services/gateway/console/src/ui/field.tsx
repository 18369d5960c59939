// A labelled control with its hint and its error, tied together for screen readers.
import { type ComponentProps, type ReactNode, useId } from "react";
import { useText } from "../i18n";

interface Shared {
  label: string;
  hint?: string;
  error?: string;
}

interface Control {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": boolean | undefined;
}

export function Field({
  label,
  hint,
  error,
  optional = false,
  children,
}: Shared & { optional?: boolean; children: (control: Control) => ReactNode }) {
  const { t } = useText();
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className={error ? "field has-error" : "field"}>
      <label htmlFor={id}>
        {label} {optional && <span className="muted">({t("common.optional")})</span>}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
      {children({ id, "aria-describedby": described || undefined, "aria-invalid": error ? true : undefined })}
      {error && (
        <p id={`${id}-error`} className="field-error" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

type Typed<Tag extends "input" | "select" | "textarea"> = Shared &
  Omit<ComponentProps<Tag>, "onChange"> & { onText(value: string): void };

export function TextField({ label, hint, error, onText, ...rest }: Typed<"input">) {
  return (
    <Field label={label} hint={hint} error={error} optional={!rest.required}>
      {(control) => <input {...rest} {...control} onChange={(event) => onText(event.target.value)} />}
    </Field>
  );
}

export function TextArea({ label, hint, error, onText, ...rest }: Typed<"textarea">) {
  return (
    <Field label={label} hint={hint} error={error} optional={!rest.required}>
      {(control) => <textarea {...rest} {...control} onChange={(event) => onText(event.target.value)} />}
    </Field>
  );
}

export function Select({ label, hint, error, onText, children, ...rest }: Typed<"select">) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <select {...rest} {...control} onChange={(event) => onText(event.target.value)}>
          {children}
        </select>
      )}
    </Field>
  );
}
