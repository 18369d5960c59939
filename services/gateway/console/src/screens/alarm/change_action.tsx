// Another instruction for an open incident, for the whole school. Refused when the incident has moved on meanwhile.
import { useState } from "react";
import { useApi } from "../../api/api";
import { useIntent } from "../../api/use_intent";
import { type AlarmDetail, choicesFor, detailOf, kChoices, kStateKey, lacksWhere } from "../../alarm/order";
import { useDistrict } from "../../district";
import { Action, type Incident } from "../../gen/watchbell/alerting/v1/incident_pb";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { Confirm } from "../../ui/confirm";
import { Select } from "../../ui/field";
import { Icon } from "../../ui/icon";
import { UndoButton } from "./undo_button";
import { WhereField } from "./where_field";

const kActions = [Action.HOLD, Action.SECURE, Action.SHELTER, Action.EVACUATE, Action.LOCKDOWN];

interface Change {
  school: string;
  incidentId: string;
  action: Action;
  detail: AlarmDetail;
  seenSequence: bigint;
}

export function ChangeAction({ incident }: { incident: Incident }) {
  const { t } = useText();
  const { can } = useSession();
  const { alarm } = useApi();
  const { incidents } = useDistrict();
  const [action, setAction] = useState(incident.action);
  const [choiceId, setChoiceId] = useState("");
  const [where, setWhere] = useState("");
  const set = useIntent(async (request: Change, { requestId, timeoutMs }) => {
    const changed = await alarm.setAction({ ...request, requestId }, { timeoutMs });
    incidents.reload();
    return changed;
  });

  const admin = can("incident.admin");
  const actions = kActions.filter((one) => one === Action.LOCKDOWN || choicesFor(one, admin).length > 0);
  const question = kChoices[action]?.question;
  const choices = choicesFor(action, admin);
  const choice = choices.find(({ id }) => id === choiceId) ?? choices[0];
  const send = () => {
    const detail = detailOf(action, choice, where);
    const { school, id: incidentId, sequence: seenSequence } = incident;
    if (!lacksWhere(choice, where)) void set.start({ school, incidentId, action, detail, seenSequence });
  };

  const { progress } = set;
  return (
    <>
      <Confirm label={t("incident.change")} confirm={t("incident.save")} progress={set.progress} onConfirm={send}>
        <Select label={t("incident.changeTo")} value={action} onText={(value) => setAction(Number(value))}>
          {actions.map((one) => (
            <option key={one} value={one}>
              {t(kStateKey[one])}
            </option>
          ))}
        </Select>
        {question && (
          <Select label={t(question)} value={choice?.id} onText={setChoiceId}>
            {choices.map(({ id, label }) => (
              <option key={id} value={id}>
                {t(label)}
              </option>
            ))}
          </Select>
        )}
        <WhereField action={action} choice={choice} value={where} onText={setWhere} />
      </Confirm>
      <div role="status" className="full-width">
        {progress.kind === "done" && <UndoChange key={progress.at.getTime()} incident={progress.value} at={progress.at} />}
      </div>
    </>
  );
}

// A change that made a lockdown of it can be taken back like a press.
function UndoChange({ incident, at }: { incident: Incident; at: Date }) {
  const { t, seconds } = useText();
  const { incidents } = useDistrict();
  const [undone, setUndone] = useState<{ incident: Incident; at: Date }>();
  if (!undone)
    return (
      <UndoButton
        incidents={[incident]}
        at={at}
        onUndone={([after]) => {
          if (after) setUndone({ incident: after, at: new Date() });
          incidents.reload();
        }}
      />
    );
  return (
    <div className="note note-done">
      <Icon name="undo" />
      <div>
        <p>
          <strong>{t("undo.short")}</strong> {t("undo.doneHint", { time: seconds(undone.at) })}
        </p>
        <p>{t("undo.goesOn", { action: t(kStateKey[undone.incident.action]) })}</p>
      </div>
    </div>
  );
}
