// A button for what must not happen by accident, and must not need typing: hold it for a second; or press it shortly
// (also by keyboard or a screen reader) and confirm.
import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from "react";

const kHoldMs = 1_000;

interface Props {
  className?: string;
  /** After the full second. */
  onHeld(): void;
  /** After a short press: the caller asks for confirmation. */
  onPressed(): void;
  children: (holding: boolean) => ReactNode;
}

export function HoldButton({ className = "", onHeld, onPressed, children }: Props) {
  const [holding, setHolding] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const held = useRef(false);
  const latest = useRef(onHeld);
  useEffect(() => {
    latest.current = onHeld;
  });
  useEffect(() => () => clearTimeout(timer.current), []);

  const down = (event: PointerEvent<HTMLButtonElement>) => {
    if (event.button !== 0) return;
    // A trembling finger that slides off the button still holds it.
    event.currentTarget.setPointerCapture?.(event.pointerId);
    held.current = false;
    setHolding(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      held.current = true;
      setHolding(false);
      latest.current();
    }, kHoldMs);
  };
  const up = () => {
    clearTimeout(timer.current);
    setHolding(false);
  };

  return (
    <button
      type="button"
      className={`${className} hold-button ${holding ? "is-holding" : ""}`}
      onPointerDown={down}
      onPointerUp={up}
      onPointerCancel={up}
      onContextMenu={(event) => event.preventDefault()}
      onClick={() => {
        // The click that ends a full hold is not a second press.
        if (held.current) held.current = false;
        else onPressed();
      }}
    >
      {children(holding)}
    </button>
  );
}
