// The one question that an action asks before it goes out.
import { type FormEvent, useEffect, useRef, useState } from "react";
import { type AlarmDetail, choicesFor, detailOf, kChoices, kStateKey, lacksWhere } from "../../alarm/order";
import { Action } from "../../gen/watchbell/alerting/v1/incident_pb";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { kActionName } from "../../ui/action_badge";
import { Button } from "../../ui/button";
import { WhereField } from "./where_field";

interface Props {
  action: Action;
  school: string;
  drill: boolean;
  onSend(detail: AlarmDetail): void;
  onBack(): void;
}

export function ActionQuestion({ action, school, drill, onSend, onBack }: Props) {
  const { t } = useText();
  const { can } = useSession();
  const choices = choicesFor(action, can("incident.admin"));
  const [choice, setChoice] = useState(choices[0]);
  const [where, setWhere] = useState("");
  const [tried, setTried] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);

  const missing = lacksWhere(choice, where);
  const question = kChoices[action]?.question;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!missing) onSend(detailOf(action, choice, where));
  };

  return (
    <form className="question" onSubmit={submit} aria-labelledby="question-title" noValidate>
      <h2 id="question-title" ref={heading} tabIndex={-1}>
        {t(kStateKey[action])}: {school}
      </h2>
      {question && (
        <fieldset className="choices">
          <legend>{t(question)}</legend>
          {choices.map((one) => (
            <label key={one.id} className="choice">
              <input type="radio" name="choice" checked={choice?.id === one.id} onChange={() => setChoice(one)} />
              <span>
                {t(one.label)}
                {one.hint && <span className="choice-hint">{t(one.hint)}</span>}
              </span>
            </label>
          ))}
        </fieldset>
      )}
      <WhereField
        action={action}
        choice={choice}
        value={where}
        onText={setWhere}
        error={tried && missing ? t("common.required") : undefined}
      />
      <button type="submit" className={`action-button action-send action-${kActionName[action]} ${drill ? "is-drill" : ""}`}>
        <span className="action-label">
          {drill ? t("alarm.sendDrill", { school }) : t("alarm.send", { action: t(kStateKey[action]), school })}
        </span>
      </button>
      <Button className="wide" onClick={onBack}>
        {t("alarm.notNow")}
      </Button>
    </form>
  );
}
