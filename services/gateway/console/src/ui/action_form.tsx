// A form from a list of fields: behind a button, or open on the page. Sends once, keeps what was typed until it worked.
import { type FormEvent, type ReactNode, useState } from "react";
import type { Attempt } from "../api/persist";
import { useIntent } from "../api/use_intent";
import { Person_Kind } from "../gen/watchbell/notification/v1/directory_pb";
import { useText } from "../i18n";
import type { TextKey } from "../i18n/dictionary";
import { Button } from "./button";
import { Confirm } from "./confirm";
import { Select, TextArea, TextField } from "./field";
import { FailureNote } from "./notes";
import { PersonField } from "./person_field";

export type Values = Record<string, string>;

export interface FormField {
  name: string;
  label: string;
  hint?: string;
  kind?: "text" | "area" | "date" | "time" | "datetime-local" | "number" | "email" | "choice" | "check" | "person" | "student" | "anybody" | "heading";
  options?: { value: string; label: string }[];
  required?: boolean;
  maxLength?: number;
  /** Not asked for while other answers make it meaningless. */
  when?(values: Values): boolean;
}

interface Props<T> {
  label: string;
  confirm?: string;
  kind?: "primary" | "danger";
  fields?: FormField[];
  initial?: Values;
  send(values: Values, attempt: Attempt): Promise<T>;
  onDone?(value: T): void;
  /** Without a button in front of it. */
  open?: boolean;
  children?: ReactNode;
}

/** The answers to a table of choices, in its order. */
export function choices(t: (key: TextKey) => string, table: Partial<Record<number, TextKey>>): FormField["options"] {
  return Object.entries(table).map(([value, key]) => ({ value, label: t(key!) }));
}

export function ActionForm<T>({ label, confirm, kind, fields = [], initial = {}, send, onDone, open, children }: Props<T>) {
  const { t } = useText();
  const [values, setValues] = useState(initial);
  const [tried, setTried] = useState(false);
  const intent = useIntent(send);
  const asked = fields.filter((field) => field.when?.(values) ?? true);
  const missing = asked.filter((field) => field.required && !values[field.name]?.trim()).map(({ name }) => name);

  const submit = async () => {
    setTried(true);
    if (missing.length > 0) return;
    const answer = await intent.start(values);
    if (answer === undefined) return;
    setValues(initial);
    setTried(false);
    onDone?.(answer);
  };
  const controls = (
    <>
      {children}
      {asked.map((field) => (
        <Control
          key={field.name}
          field={field}
          value={values[field.name] ?? ""}
          error={tried && missing.includes(field.name) ? t("common.required") : undefined}
          onText={(value) => setValues((old) => ({ ...old, [field.name]: value }))}
        />
      ))}
    </>
  );
  const { progress } = intent;
  if (!open)
    return (
      <Confirm label={label} confirm={confirm ?? label} kind={kind} progress={progress} onConfirm={() => void submit()}>
        {controls}
      </Confirm>
    );
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void submit();
  };
  return (
    <form onSubmit={onSubmit} aria-label={label} noValidate>
      {controls}
      {progress.kind === "failed" && <FailureNote failure={progress.failure} />}
      <Button type="submit" kind={kind ?? "primary"} busy={progress.kind === "sending"}>
        {confirm ?? label}
      </Button>
    </form>
  );
}

const kKinds = { person: Person_Kind.STAFF, student: Person_Kind.STUDENT, anybody: Person_Kind.UNSPECIFIED };

interface ControlProps {
  field: FormField;
  value: string;
  error?: string;
  onText(value: string): void;
}

function Control({ field, value, error, onText }: ControlProps) {
  const { t } = useText();
  const { label, hint, kind = "text", options, required, maxLength } = field;
  const shared = { label, hint, error, required, value, onText };
  if (kind === "heading") return <p className="field-heading">{label}</p>;
  if (kind === "person" || kind === "student" || kind === "anybody") return <PersonField {...shared} of={kKinds[kind]} />;
  if (kind === "area") return <TextArea {...shared} rows={3} maxLength={maxLength} />;
  if (kind === "choice")
    return (
      <Select {...shared}>
        <option value="">{t("common.choose")}</option>
        {options?.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </Select>
    );
  if (kind === "check")
    return (
      <label className="choice choice-alone">
        <input type="checkbox" checked={value === "yes"} onChange={({ target }) => onText(target.checked ? "yes" : "")} />
        <span>
          {label}
          {hint && <span className="choice-hint">{hint}</span>}
        </span>
      </label>
    );
  return <TextField {...shared} type={kind} autoComplete="off" maxLength={maxLength} />;
}
