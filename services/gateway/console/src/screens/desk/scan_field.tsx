// Takes a scanner's burst. The text is covered on the screen: it holds an address that we neither need nor keep.
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useText } from "../../i18n";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { bytesOf, controlCharacter, kBurstPauseMs, kScanBytesMax, type Scan, scanned } from "./scan";

interface Props {
  value: string;
  error?: string;
  onText(text: string): void;
  /** The burst has ended with something whole. */
  onComplete(scan: Scan, text: string): void;
}

export function ScanField({ value, error, onText, onComplete }: Props) {
  const { t } = useText();
  const box = useRef<HTMLTextAreaElement>(null);
  const complete = useRef(onComplete);
  useEffect(() => {
    complete.current = onComplete;
  });
  useEffect(() => box.current?.focus(), []);
  useEffect(() => {
    const scan = scanned(value);
    if (!scan) return;
    const timer = setTimeout(() => complete.current(scan, value), kBurstPauseMs);
    return () => clearTimeout(timer);
  }, [value]);

  const keyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const control = controlCharacter(event);
    if (control === undefined) return;
    event.preventDefault();
    onText(event.currentTarget.value + control);
  };
  const tooLong = bytesOf(value) > kScanBytesMax ? t("common.tooLong") : undefined;
  return (
    <Field label={t("desk.scan")} hint={t("desk.scanHint")} error={tooLong ?? error}>
      {(control) => (
        <>
          <textarea
            {...control}
            ref={box}
            className="scan-box"
            rows={3}
            autoComplete="off"
            autoCorrect="off"
            autoCapitalize="none"
            spellCheck={false}
            required
            placeholder={t("desk.scanReady")}
            value={value}
            onKeyDown={keyDown}
            onChange={(event) => onText(event.target.value)}
          />
          <div className="row scan-status">
            <span role="status">{value ? t("desk.scanGot") : ""}</span>
            {value && <Button onClick={() => onText("")}>{t("desk.scanClear")}</Button>}
          </div>
        </>
      )}
    </Field>
  );
}
