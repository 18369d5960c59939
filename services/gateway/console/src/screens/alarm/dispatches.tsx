// What became of the alarms that were sent from this page: on its way, safely recorded, or not sent.
import { type ReactNode, useEffect, useRef } from "react";
import { useDispatcher } from "../../alarm";
import type { Dispatch } from "../../alarm/dispatcher";
import { kStateKey } from "../../alarm/order";
import { Incident_State } from "../../gen/watchbell/alerting/v1/incident_pb";
import { useText } from "../../i18n";
import { kActionName } from "../../ui/action_badge";
import { Button } from "../../ui/button";
import { Icon, type IconName } from "../../ui/icon";
import { FailureNote } from "../../ui/notes";
import { UndoButton } from "./undo_button";

// After so many tries the person should no longer rely on this screen.
const kAttemptsBeforeFallback = 2;

const kIcons: Record<Dispatch["kind"], IconName> = { sending: "bell", sent: "normal", undone: "undo", failed: "warning" };

export function Dispatches() {
  const { dispatches } = useDispatcher();
  return (
    <div className="dispatches" aria-live="assertive">
      {dispatches.map((dispatch) => (
        <DispatchNote key={dispatch.requestId} dispatch={dispatch} />
      ))}
    </div>
  );
}

function DispatchNote({ dispatch }: { dispatch: Dispatch }) {
  const { t, seconds } = useText();
  const { dispatcher } = useDispatcher();
  const { order } = dispatch;
  const name = t(kStateKey[order.action]);
  const values = { school: order.schoolName, action: order.drill ? `${t("state.drill")}: ${name}` : name };
  return (
    <div className={`dispatch dispatch-${dispatch.kind} action-${kActionName[order.action]} ${order.drill ? "is-drill" : ""}`}>
      <Icon name={kIcons[dispatch.kind]} large />
      <div className="dispatch-text">
        {dispatch.kind === "sending" && (
          <>
            <p className="dispatch-title">{t("alarm.sending", values)}</p>
            {dispatch.attempt > 1 && <p>{t("alarm.sendingAgain", { attempt: dispatch.attempt })}</p>}
            {dispatch.attempt > kAttemptsBeforeFallback && !order.drill && <Fallback />}
          </>
        )}
        {dispatch.kind === "sent" && (
          <>
            <p className="dispatch-title">{t("alarm.sent", values)}</p>
            <p>{t("alarm.sentAt", { time: seconds(dispatch.at) })}</p>
            <UndoButton
              incidents={[dispatch.incident]}
              at={dispatch.at}
              onUndone={([undone]) => undone && dispatcher.undone(dispatch.requestId, undone)}
            />
            <Button onClick={() => dispatcher.dismiss(dispatch.requestId)}>{t("alarm.understood")}</Button>
          </>
        )}
        {dispatch.kind === "undone" && (
          <>
            <Title>{t("undo.done", values)}</Title>
            <p>{t("undo.doneHint", { time: seconds(dispatch.at) })}</p>
            {dispatch.incident.state === Incident_State.OPEN && (
              <p>{t("undo.goesOn", { action: t(kStateKey[dispatch.incident.action]) })}</p>
            )}
            <Button onClick={() => dispatcher.dismiss(dispatch.requestId)}>{t("alarm.understood")}</Button>
          </>
        )}
        {dispatch.kind === "failed" && (
          <>
            <p className="dispatch-title">{t("alarm.failed", values)}</p>
            {!order.drill && <Fallback />}
            <FailureNote failure={dispatch.failure} />
            <div className="row">
              <Button kind="primary" onClick={() => dispatcher.raise(order)}>
                {t("common.retry")}
              </Button>
              <Button onClick={() => dispatcher.dismiss(dispatch.requestId)}>{t("common.cancel")}</Button>
            </div>
          </>
        )}
      </div>
    </div>
  );
}

// Its button is gone: whoever was on it goes on from here. Nobody is called away from anything else.
function Title({ children }: { children: ReactNode }) {
  const title = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) title.current?.focus();
  }, []);
  return (
    <p ref={title} tabIndex={-1} className="dispatch-title">
      {children}
    </p>
  );
}

function Fallback() {
  const { t } = useText();
  return (
    <p className="dispatch-fallback">
      {t("alarm.fallback")}{" "}
      <a href="tel:911">
        <Icon name="phone" />
        {t("common.call911")}
      </a>
    </p>
  );
}
