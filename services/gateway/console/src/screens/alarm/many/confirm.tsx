// The second step: somebody looks at each school and types its code. Only then the button sends.
import { type FormEvent, useEffect, useRef, useState } from "react";
import { kStateKey } from "../../../alarm/order";
import type { Progress } from "../../../api/use_intent";
import { useDistrict } from "../../../district";
import { useText } from "../../../i18n";
import { kActionName } from "../../../ui/action_badge";
import { Button } from "../../../ui/button";
import { TextField } from "../../../ui/field";
import { Icon } from "../../../ui/icon";
import { FailureNote } from "../../../ui/notes";
import type { ManyOrder } from ".";
import { HowMany } from "./choice";

const kCodeLengthMax = 40;

interface Props {
  order: ManyOrder;
  progress: Progress<unknown>;
  onSend(): void;
  onBack(): void;
}

export function ManyConfirm({ order, progress, onSend, onBack }: Props) {
  const { t, count } = useText();
  const { nameOf } = useDistrict();
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [tried, setTried] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => heading.current?.focus(), []);

  const isRight = (code: string) => typed[code]?.trim().toLowerCase() === code;
  const firstOpen = order.schools.findIndex((code) => !isRight(code));
  const name = t(kStateKey[order.action]);
  // Enter goes on to the next school; it sends when all of them are right.
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (progress.kind === "sending") return;
    const fields = form.current?.querySelectorAll("input") ?? [];
    const at = [...fields].findIndex((field) => field === document.activeElement);
    const stepsOn = at >= 0 && at === firstOpen - 1;
    if (firstOpen < 0) onSend();
    else if (!stepsOn) setTried(true);
    if (firstOpen >= 0) fields[firstOpen]?.focus();
  };
  return (
    <form ref={form} className="question" onSubmit={submit} aria-labelledby="many-confirm" noValidate>
      <h2 id="many-confirm" ref={heading} tabIndex={-1}>
        {name}: {count("many.count", order.schools.length)}
      </h2>
      <HowMany schools={order.schools} />
      <p>{t("many.confirm")}</p>
      {order.schools.map((code) => (
        <TextField
          key={code}
          label={nameOf(code)}
          hint={isRight(code) ? undefined : t("many.code", { code })}
          error={tried && !isRight(code) ? t("many.wrong", { code }) : undefined}
          required
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={kCodeLengthMax}
          className={isRight(code) ? "is-right" : ""}
          value={typed[code] ?? ""}
          onText={(value) => setTyped((old) => ({ ...old, [code]: value }))}
        />
      ))}
      <div aria-live="assertive">
        {progress.kind === "sending" && progress.attempt > 1 && (
          <>
            <p>{t("alarm.sendingAgain", { attempt: progress.attempt })}</p>
            <p className="dispatch-fallback">{t("alarm.fallback")}</p>
          </>
        )}
      </div>
      {progress.kind === "failed" && <FailureNote failure={progress.failure} />}
      <button
        type="submit"
        className={`action-button action-send action-${kActionName[order.action]}`}
        aria-disabled={firstOpen >= 0 || progress.kind === "sending"}
      >
        <Icon name={kActionName[order.action]} large />
        <span className="action-label">
          {progress.kind === "sending"
            ? t("common.sending")
            : t("many.send", { action: name, schools: count("many.count", order.schools.length) })}
        </span>
      </button>
      {progress.kind !== "sending" && (
        <Button className="wide" onClick={onBack}>
          {t("many.back")}
        </Button>
      )}
    </form>
  );
}
