// The state of a school in colour, icon and word; a drill also by its stripes and its own word.
import { kStateKey } from "../alarm/order";
import { Action } from "../gen/watchbell/alerting/v1/incident_pb";
import { useText } from "../i18n";
import { Icon, type IconName } from "./icon";

export const kActionName: Record<Action, IconName> = {
  [Action.UNSPECIFIED]: "unknown",
  [Action.NORMAL]: "normal",
  [Action.HOLD]: "hold",
  [Action.SECURE]: "secure",
  [Action.SHELTER]: "shelter",
  [Action.EVACUATE]: "evacuate",
  [Action.LOCKDOWN]: "lockdown",
};

export function ActionBadge({ action, drill = false }: { action: Action; drill?: boolean }) {
  const { t } = useText();
  return (
    <span className={`badge action-${kActionName[action]} ${drill ? "is-drill" : ""}`}>
      <Icon name={kActionName[action]} />
      {drill && <span className="drill-word">{t("state.drill")}</span>}
      <span>{t(kStateKey[action])}</span>
    </span>
  );
}
