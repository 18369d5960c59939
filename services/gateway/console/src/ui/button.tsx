// A button that says when it is at work and cannot be pressed twice meanwhile.
import type { ComponentProps, ReactNode } from "react";
import { useText } from "../i18n";

interface Props extends Omit<ComponentProps<"button">, "type"> {
  kind?: "primary" | "quiet" | "danger";
  type?: "button" | "submit";
  busy?: boolean;
  children: ReactNode;
}

export function Button({ kind = "quiet", type = "button", busy = false, children, className = "", ...rest }: Props) {
  const { t } = useText();
  // Not `disabled`: a disabled button would lose the keyboard's focus.
  return (
    <button
      {...rest}
      type={type}
      className={`button button-${kind} ${className}`}
      aria-disabled={busy || rest["aria-disabled"]}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
    >
      {busy ? t("common.sending") : children}
    </button>
  );
}
