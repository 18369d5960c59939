// Where an order applies: asked alike wherever one is given or changed.
import { Action } from "../../gen/watchbell/alerting/v1/incident_pb";
import { useText } from "../../i18n";
import { TextField } from "../../ui/field";

const kPlaceLengthMax = 200;

interface Where {
  action?: Action;
  required?: boolean;
  value: string;
  onText(text: string): void;
  error?: string;
}

/** Of an evacuation the destination, else the place. */
export function WhereField({ action, ...field }: Where) {
  const { t } = useText();
  const evacuates = action === Action.EVACUATE;
  return (
    <TextField
      label={t(evacuates ? "alarm.destination" : "alarm.place")}
      hint={t(evacuates ? "alarm.destinationHint" : "alarm.placeHint")}
      maxLength={kPlaceLengthMax}
      {...field}
    />
  );
}
