// The five actions. Lockdown goes out by holding its button for a second, or by a press and a confirmation; the
// others ask one question with big answers. Nothing has to be typed but where an evacuation goes to, fire excepted.
import { useState } from "react";
import { useDispatcher } from "../../alarm";
import { type AlarmDetail, choicesFor } from "../../alarm/order";
import { useDistrict } from "../../district";
import { Action } from "../../gen/watchbell/alerting/v1/incident_pb";
import { useText } from "../../i18n";
import type { TextKey } from "../../i18n/dictionary";
import { useSession } from "../../session";
import { kActionName } from "../../ui/action_badge";
import { HoldButton } from "../../ui/hold_button";
import { Icon } from "../../ui/icon";
import { ActionQuestion } from "./action_question";
import { LockdownQuestion } from "./lockdown_question";

const kOthers: { action: Action; label: TextKey; hint: TextKey }[] = [
  { action: Action.EVACUATE, label: "alarm.evacuate", hint: "alarm.evacuateHint" },
  { action: Action.SHELTER, label: "alarm.shelter", hint: "alarm.shelterHint" },
  { action: Action.SECURE, label: "alarm.secure", hint: "alarm.secureHint" },
  { action: Action.HOLD, label: "alarm.hold", hint: "alarm.holdHint" },
];

export function ActionButtons({ school, drill }: { school: string; drill: boolean }) {
  const { t } = useText();
  const { nameOf } = useDistrict();
  const { dispatcher } = useDispatcher();
  const { can } = useSession();
  const [asking, setAsking] = useState<Action>();
  const others = kOthers.filter(({ action }) => choicesFor(action, can("incident.admin")).length > 0);
  const drillClass = drill ? "is-drill" : "";

  const send = (action: Action, detail: AlarmDetail = {}) => {
    setAsking(undefined);
    dispatcher.raise({ school, schoolName: nameOf(school), action, drill, detail });
    window.scrollTo?.({ top: 0 });
  };
  if (asking === Action.LOCKDOWN) {
    return (
      <LockdownQuestion
        school={nameOf(school)}
        drill={drill}
        onSend={() => send(Action.LOCKDOWN)}
        onBack={() => setAsking(undefined)}
      />
    );
  }
  if (asking !== undefined) {
    return (
      <ActionQuestion
        action={asking}
        school={nameOf(school)}
        drill={drill}
        onSend={(detail) => send(asking, detail)}
        onBack={() => setAsking(undefined)}
      />
    );
  }
  return (
    <div className="actions">
      <HoldButton
        className={`action-button action-lockdown action-wide ${drillClass}`}
        onHeld={() => send(Action.LOCKDOWN)}
        onPressed={() => setAsking(Action.LOCKDOWN)}
      >
        {(holding) => (
          <>
            <Icon name="lockdown" large />
            <span className="action-label">
              {drill && <span className="drill-word">{t("state.drill")}</span>}
              {t("alarm.lockdown")}
            </span>
            <span className="action-hint">{t("alarm.lockdownHint")}</span>
            <span className="action-how">{t(holding ? "alarm.holding" : "alarm.holdDown")}</span>
          </>
        )}
      </HoldButton>
      {others.map(({ action, label, hint }) => (
        <button
          key={action}
          type="button"
          className={`action-button action-${kActionName[action]} ${drillClass}`}
          onClick={() => setAsking(action)}
        >
          <Icon name={kActionName[action]} large />
          <span className="action-label">
            {drill && <span className="drill-word">{t("state.drill")}</span>}
            {t(label)}
          </span>
          <span className="action-hint">{t(hint)}</span>
        </button>
      ))}
    </div>
  );
}
