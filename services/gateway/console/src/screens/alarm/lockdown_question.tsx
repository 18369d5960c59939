// After a short press on Lockdown: one question, one big answer, already focused.
import { useEffect, useRef } from "react";
import { useText } from "../../i18n";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";

interface Props {
  school: string;
  drill: boolean;
  onSend(): void;
  onBack(): void;
}

export function LockdownQuestion({ school, drill, onSend, onBack }: Props) {
  const { t } = useText();
  const confirm = useRef<HTMLButtonElement>(null);
  useEffect(() => confirm.current?.focus(), []);
  return (
    <section className="question" aria-labelledby="lockdown-ask">
      <h2 id="lockdown-ask">{t("alarm.confirmAsk", { school })}</h2>
      <button
        ref={confirm}
        type="button"
        className={`action-button action-lockdown action-wide ${drill ? "is-drill" : ""}`}
        onClick={onSend}
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
