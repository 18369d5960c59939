// What the person in command can do with an open incident. Each is confirmed; each is one request id.
import { useState } from "react";
import { useApi } from "../../api/api";
import { useIntent } from "../../api/use_intent";
import { useDistrict } from "../../district";
import { Action, type Incident } from "../../gen/watchbell/alerting/v1/incident_pb";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { Button } from "../../ui/button";
import { Confirm } from "../../ui/confirm";
import { TextArea, TextField } from "../../ui/field";
import { FailureNote, WarningNote } from "../../ui/notes";
import { ChangeAction } from "./change_action";
import { HandOver } from "./hand_over";

const kReferenceLengthMax = 100;
const kReasonLengthMax = 500;

export function CommandButtons({ incident }: { incident: Incident }) {
  const { t } = useText();
  const { can, me } = useSession();
  const { alarm } = useApi();
  const { incidents } = useDistrict();
  const [reference, setReference] = useState("");
  const [reason, setReason] = useState("");
  const [waived, setWaived] = useState("");
  const target = { school: incident.school, incidentId: incident.id };

  // Every answer is the incident as it is now: ask the list for it, whether the feed lives or not.
  const done = async <T,>(answer: Promise<T>): Promise<T> => {
    const value = await answer;
    incidents.reload();
    return value;
  };
  const take = useIntent((request: typeof target, { requestId, timeoutMs }) =>
    done(alarm.takeCommand({ ...request, requestId }, { timeoutMs })),
  );
  const police = useIntent((request: typeof target & { reference: string }, { requestId, timeoutMs }) =>
    done(alarm.confirmPolice({ ...request, requestId }, { timeoutMs })),
  );
  const release = useIntent((request: typeof target & { withoutRollCall: string }, { requestId, timeoutMs }) =>
    done(alarm.release({ ...request, requestId }, { timeoutMs })),
  );
  const cancel = useIntent((request: typeof target & { reason: string }, { requestId, timeoutMs }) =>
    done(alarm.cancel({ ...request, requestId }, { timeoutMs })),
  );

  const mine = me !== "" && incident.commanderId === me;
  const evacuated = !incident.drill && incident.zones.some(({ action }) => action === Action.EVACUATE);
  const needsPolice = !incident.drill && incident.action === Action.LOCKDOWN && !incident.police;
  return (
    <div className="commands">
      {can("incident.command") && !mine && incident.commandOfferedTo !== me && (
        <>
          {take.progress.kind === "failed" && <FailureNote failure={take.progress.failure} />}
          <Button kind="primary" busy={take.progress.kind === "sending"} onClick={() => void take.start(target)}>
            {t("incident.takeCommand")}
          </Button>
        </>
      )}
      {mine && <HandOver incident={incident} />}
      {can("incident.raise") && <ChangeAction incident={incident} />}
      {can("incident.command") && !incident.drill && !incident.police && (
        <Confirm
          label={t("incident.policeRecord")}
          confirm={t("incident.save")}
          progress={police.progress}
          onConfirm={() => reference.trim() && void police.start({ ...target, reference: reference.trim() })}
        >
          <p>{t("incident.policeHint")}</p>
          <TextField
            label={t("incident.policeReference")}
            maxLength={kReferenceLengthMax}
            required
            value={reference}
            onText={setReference}
          />
        </Confirm>
      )}
      {can("incident.release") && (
        <Confirm
          label={t("incident.release")}
          confirm={t("incident.releaseConfirm")}
          progress={release.progress}
          onConfirm={() => void release.start({ ...target, withoutRollCall: evacuated ? waived.trim() : "" })}
        >
          {needsPolice && <WarningNote>{t("incident.releaseNeedsPolice")}</WarningNote>}
          <p>{t("incident.releaseHint")}</p>
          {evacuated && (
            <TextArea
              label={t("release.withoutRollCall")}
              hint={t("release.withoutRollCallHint")}
              maxLength={kReasonLengthMax}
              rows={2}
              value={waived}
              onText={setWaived}
            />
          )}
        </Confirm>
      )}
      {can("incident.command") && (
        <Confirm
          label={t("incident.cancel")}
          confirm={t("incident.cancelConfirm")}
          kind="danger"
          progress={cancel.progress}
          onConfirm={() => reason.trim() && void cancel.start({ ...target, reason: reason.trim() })}
        >
          <TextArea
            label={t("incident.cancelReason")}
            maxLength={kReasonLengthMax}
            rows={2}
            required
            value={reason}
            onText={setReason}
          />
        </Confirm>
      )}
    </div>
  );
}
