// Where an order applies: asked alike wherever one is given or changed.
import { asksWhere, type Choice } from "../../alarm/order";
import { Action } from "../../gen/watchbell/alerting/v1/incident_pb";
import { useText } from "../../i18n";
import { TextField } from "../../ui/field";

const kPlaceLengthMax = 200;

interface Where {
  action: Action;
  choice?: Choice;
  value: string;
  onText(text: string): void;
  error?: string;
}

/** Of an evacuation the destination, else the place; nothing where neither is asked for. */
export function WhereField({ action, choice, ...field }: Where) {
  const { t } = useText();
  if (!asksWhere(action, choice)) return null;
  const evacuates = action === Action.EVACUATE;
  return (
    <TextField
      label={t(evacuates ? "alarm.destination" : "alarm.place")}
      hint={t(evacuates ? "alarm.destinationHint" : "alarm.placeHint")}
      maxLength={kPlaceLengthMax}
      required={choice?.needsWhere}
      {...field}
    />
  );
}
