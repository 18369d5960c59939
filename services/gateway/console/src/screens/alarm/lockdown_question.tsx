// After a short press on Lockdown: one question, one big answer, already focused.
import { type MouseEvent, useEffect, useRef } from "react";
import { useText } from "../../i18n";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";

// A double press on the first button must not answer the question that took its place.
const kSettleMs = 400;

interface Props {
  school: string;
  drill: boolean;
  onSend(): void;
  onBack(): void;
}

export function LockdownQuestion({ school, drill, onSend, onBack }: Props) {
  const { t } = useText();
  const confirm = useRef<HTMLButtonElement>(null);
  const shownAt = useRef(Number.POSITIVE_INFINITY);
  useEffect(() => {
    shownAt.current = performance.now();
    confirm.current?.focus();
  }, []);
  const press = (event: MouseEvent) => {
    const byPointer = event.detail > 0;
    if (!byPointer || performance.now() - shownAt.current >= kSettleMs) onSend();
  };
  return (
    <section className="question" aria-labelledby="lockdown-ask">
      <h2 id="lockdown-ask">{t("alarm.confirmAsk", { school })}</h2>
      <button
        ref={confirm}
        type="button"
        className={`action-button action-lockdown action-wide ${drill ? "is-drill" : ""}`}
        onClick={press}
      >
        <Icon name="lockdown" large />
        <span className="action-label">
          {drill ? t("alarm.sendDrill", { school }) : t("alarm.confirmLockdown", { school })}
        </span>
      </button>
      <Button className="wide" onClick={onBack}>
        {t("alarm.notNow")}
      </Button>
    </section>
  );
}
