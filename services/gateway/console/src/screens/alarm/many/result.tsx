// What became of it, school by school; for five seconds all of it can be taken back.
import { Code } from "@connectrpc/connect";
import { useEffect, useRef, useState } from "react";
import { kStateKey } from "../../../alarm/order";
import { failureText } from "../../../api/failure";
import { useDistrict } from "../../../district";
import type { RaisedSchool } from "../../../gen/watchbell/alerting/v1/alarm_service_pb";
import { useText } from "../../../i18n";
import { Button } from "../../../ui/button";
import { Icon } from "../../../ui/icon";
import { UndoButton } from "../undo_button";
import type { ManyOrder } from ".";

interface Props {
  order: ManyOrder;
  answers: RaisedSchool[];
  at: Date;
  onRestart(schools: string[]): void;
}

export function ManyResult({ order, answers, at, onRestart }: Props) {
  const text = useText();
  const { t, seconds } = text;
  const { nameOf, incidents } = useDistrict();
  const [undone, setUndone] = useState<{ schools: string[]; at: Date }>();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const sent = answers.flatMap(({ incident }) => (incident ? [incident] : []));
  const refused = answers.filter(({ incident }) => !incident).map(({ school }) => school);
  const values = (code: string) => ({ action: t(kStateKey[order.action]), school: nameOf(code) });
  const why = (reason: string) => failureText(text, { code: Code.Unknown, reason, field: "", remedy: "" }).message;
  return (
    <section className="question" aria-labelledby="many-result">
      <h2 id="many-result" ref={heading} tabIndex={-1}>
        {t("many.result", { sent: sent.length, all: answers.length })}
      </h2>
      {undone && <p>{t("undo.doneHint", { time: seconds(undone.at) })}</p>}
      {(undone?.schools.length ?? 0) < sent.length && <p>{t("alarm.sentAt", { time: seconds(at) })}</p>}
      <UndoButton
        incidents={sent}
        at={at}
        onUndone={(taken) => {
          setUndone({ schools: taken.map(({ school }) => school), at: new Date() });
          incidents.reload();
        }}
      />
      {refused.length > 0 && <p className="dispatch-fallback">{t("alarm.fallback")}</p>}
      <ul className="rows many-list" aria-live="polite">
        {answers.map(({ school, incident, refusal }) => (
          <li key={school} className={incident ? "many-sent" : "many-refused"}>
            <Icon name={undone?.schools.includes(school) ? "undo" : incident ? "normal" : "warning"} />
            <div>
              <strong>
                {undone?.schools.includes(school)
                  ? t("many.undone", { school: nameOf(school) })
                  : t(incident ? "alarm.sent" : "alarm.failed", values(school))}
              </strong>
              {!incident && <p>{why(refusal)}</p>}
            </div>
          </li>
        ))}
      </ul>
      <div className="row">
        {refused.length > 0 && (
          <Button kind="primary" onClick={() => onRestart(refused)}>
            {t("many.again")}
          </Button>
        )}
        <Button onClick={() => onRestart([])}>{t("many.new")}</Button>
      </div>
    </section>
  );
}
