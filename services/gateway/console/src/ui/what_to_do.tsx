// What to do now, in large short lines.
import { whatToDo } from "../alarm/what_to_do";
import type { Incident } from "../gen/watchbell/alerting/v1/incident_pb";
import { useText } from "../i18n";

export function WhatToDo({ incident }: { incident: Incident }) {
  const { t } = useText();
  return (
    <ol className="what-to-do" aria-label={t("takeOver.do")}>
      {whatToDo(incident).map(({ key, values }) => (
        <li key={key}>{t(key, values)}</li>
      ))}
    </ol>
  );
}
