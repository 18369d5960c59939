// A button that opens its own small form: what it does, perhaps one text, confirm or go back.
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import type { Progress } from "../api/use_intent";
import { useText } from "../i18n";
import { Button } from "./button";
import { FailureNote } from "./notes";

interface Props {
  label: string;
  confirm: string;
  kind?: "primary" | "danger";
  progress: Progress<unknown>;
  onConfirm(): void;
  children?: ReactNode;
}

export function Confirm({ label, confirm, kind = "primary", progress, onConfirm, children }: Props) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const focused = useRef(false);
  useEffect(() => {
    if (open) form.current?.querySelector<HTMLElement>("input, textarea, select, button")?.focus();
    // Back to where the person was; not from elsewhere, and not when the page is new.
    else if (focused.current) opener.current?.focus();
    focused.current = false;
  }, [open]);
  const close = () => {
    focused.current = form.current?.contains(document.activeElement) ?? false;
    setOpen(false);
  };
  useEffect(() => {
    if (progress.kind === "done") close();
  }, [progress]);

  if (!open)
    return (
      <Button ref={opener} onClick={() => setOpen(true)}>
        {label}
      </Button>
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onConfirm();
  };
  return (
    <form ref={form} className="confirm" onSubmit={submit} aria-label={label} noValidate>
      <h3>{label}</h3>
      {children}
      {progress.kind === "failed" && <FailureNote failure={progress.failure} />}
      <div className="row">
        <Button type="submit" kind={kind} busy={progress.kind === "sending"}>
          {confirm}
        </Button>
        <Button onClick={close}>{t("common.cancel")}</Button>
      </div>
    </form>
  );
}
