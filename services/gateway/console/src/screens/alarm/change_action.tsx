// Another instruction for an open incident, for the whole school. Refused when the incident has moved on meanwhile.
import { useState } from "react";
import { useApi } from "../../api/api";
import { useIntent } from "../../api/use_intent";
import { type AlarmDetail, kChoices, kStateKey } from "../../alarm/order";
import { useDistrict } from "../../district";
import { Action, type Incident } from "../../gen/watchbell/alerting/v1/incident_pb";
import { useText } from "../../i18n";
import { Confirm } from "../../ui/confirm";
import { Select, TextField } from "../../ui/field";

const kActions = [Action.HOLD, Action.SECURE, Action.SHELTER, Action.EVACUATE, Action.LOCKDOWN];
const kDestinationLengthMax = 200;

interface Change {
  school: string;
  incidentId: string;
  action: Action;
  detail: AlarmDetail;
  seenSequence: bigint;
}

export function ChangeAction({ incident }: { incident: Incident }) {
  const { t } = useText();
  const { alarm } = useApi();
  const { incidents } = useDistrict();
  const [action, setAction] = useState(incident.action);
  const [choiceId, setChoiceId] = useState("");
  const [destination, setDestination] = useState("");
  const set = useIntent(async (request: Change, { requestId, timeoutMs }) => {
    const changed = await alarm.setAction({ ...request, requestId }, { timeoutMs });
    incidents.reload();
    return changed;
  });

  const question = kChoices[action];
  const choice = question?.choices.find(({ id }) => id === choiceId) ?? question?.choices[0];
  const evacuates = action === Action.EVACUATE;
  const complete = !choice?.needsDestination || destination.trim() !== "";
  const send = () => {
    const detail = { ...choice?.detail, ...(evacuates && destination.trim() ? { destination: destination.trim() } : {}) };
    const { school, id: incidentId, sequence: seenSequence } = incident;
    if (complete) void set.start({ school, incidentId, action, detail, seenSequence });
  };

  return (
    <Confirm label={t("incident.change")} confirm={t("incident.save")} progress={set.progress} onConfirm={send}>
      <Select label={t("incident.changeTo")} value={action} onText={(value) => setAction(Number(value))}>
        {kActions.map((one) => (
          <option key={one} value={one}>
            {t(kStateKey[one])}
          </option>
        ))}
      </Select>
      {question && (
        <Select label={t(question.question)} value={choice?.id} onText={setChoiceId}>
          {question.choices.map(({ id, label }) => (
            <option key={id} value={id}>
              {t(label)}
            </option>
          ))}
        </Select>
      )}
      {evacuates && (
        <TextField
          label={t("alarm.destination")}
          hint={t("alarm.destinationHint")}
          maxLength={kDestinationLengthMax}
          required={choice?.needsDestination}
          value={destination}
          onText={setDestination}
        />
      )}
    </Confirm>
  );
}
