// One call: which line was told what, every attempt, and who confirmed it. Unconfirmed, a person telephones.
import { useApi } from "../../api/api";
import { hazardKey, kStateKey } from "../../alarm/order";
import { type Dispatch, Dispatch_Line, Dispatch_State } from "../../gen/watchbell/alerting/v1/dispatch_pb";
import { Action } from "../../gen/watchbell/alerting/v1/incident_pb";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { ActionForm } from "../../ui/action_form";
import { Icon } from "../../ui/icon";
import { WarningNote } from "../../ui/notes";
import { useNames } from "../../ui/use_names";
import { kAttempts, kCauses, kDispatchStates, kLines } from "./words";

const kReferenceLengthMax = 100;
// A person may confirm what the line's own system has not.
const kOpen = [Dispatch_State.REQUESTED, Dispatch_State.SENT, Dispatch_State.UNCONFIRMED];

interface Props {
  dispatch: Dispatch;
  onChange(): void;
}

export function DispatchRow({ dispatch, onChange }: Props) {
  const { t, time } = useText();
  const { can } = useSession();
  const { state, line, cause, confirmation, attempts, requestedAt } = dispatch;
  const unconfirmed = state === Dispatch_State.UNCONFIRMED;
  return (
    <>
      <div>
        <strong>{t(kLines[line])}</strong>
        <p className="muted">
          {t(kCauses[cause])} · {time(requestedAt)}
        </p>
      </div>
      <span className={unconfirmed ? "tag tag-urgent" : "tag"}>{t(kDispatchStates[state])}</span>
      <div className="dispatch-detail">
        <Told dispatch={dispatch} />
        {confirmation && <Confirmed dispatch={dispatch} />}
        {dispatch.dangerOverAt && <p>{t("police.dangerOver", { time: time(dispatch.dangerOverAt) })}</p>}
        {attempts.length > 0 && (
          <details>
            <summary>{t("police.attempts", { count: attempts.length })}</summary>
            <ol>
              {attempts.map(({ number, at, outcome }) => (
                <li key={number}>
                  {time(at)}: {t(kAttempts[outcome])}
                </li>
              ))}
            </ol>
          </details>
        )}
        {unconfirmed && (
          <WarningNote urgent>
            <p>
              {t("police.telephone")}{" "}
              {line === Dispatch_Line.EMERGENCY_911 && (
                <a href="tel:911">
                  <Icon name="phone" /> {t("common.call911")}
                </a>
              )}
            </p>
          </WarningNote>
        )}
        {kOpen.includes(state) && can("dispatch.confirm") && <ConfirmDispatch dispatch={dispatch} onChange={onChange} />}
      </div>
    </>
  );
}

function Told({ dispatch: { report } }: { dispatch: Dispatch }) {
  const { t } = useText();
  if (!report) return <p className="muted">{t("police.notShown")}</p>;
  const hazard = hazardKey(report.hazard);
  const told = [
    report.action !== Action.UNSPECIFIED && t(kStateKey[report.action]),
    hazard ? t(hazard) : report.hazard,
    report.place,
    report.text,
    [report.schoolName, report.address, report.telephone].filter(Boolean).join(", "),
  ];
  return <p>{t("police.told", { what: told.filter(Boolean).join(" · ") })}</p>;
}

function Confirmed({ dispatch: { school, confirmation } }: { dispatch: Dispatch }) {
  const { t, time } = useText();
  const by = confirmation?.recordedBy ?? "";
  const nameOf = useNames(school, [by]);
  if (!confirmation) return null;
  const values = { reference: confirmation.reference || "–", time: time(confirmation.at) };
  return <p>{by ? t("police.confirmedBy", { ...values, who: nameOf(by) }) : t("police.confirmedByLine", values)}</p>;
}

function ConfirmDispatch({ dispatch, onChange }: Props) {
  const { t } = useText();
  const { dispatches } = useApi();
  return (
    <ActionForm
      label={t("police.confirm")}
      fields={[{ name: "reference", label: t("police.reference"), required: true, maxLength: kReferenceLengthMax }]}
      send={({ reference }, { requestId, timeoutMs }) =>
        dispatches.confirmDispatch({ requestId, school: dispatch.school, dispatchId: dispatch.id, reference }, { timeoutMs })
      }
      onDone={onChange}
    >
      <p>{t("police.confirmHint")}</p>
    </ActionForm>
  );
}
