// One request for records: what the table says and why, and the steps that are this person's.
import { useApi } from "../../api/api";
import {
  RecordsField,
  type RecordsRequest,
  RecordsRequest_State as State,
  RecordsResult as Result,
} from "../../gen/watchbell/visitor/v1/records_request_pb";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { ActionForm, type FormField, type Values } from "../../ui/action_form";
import { ReadsLink } from "../../ui/reads_card";
import { checkedFields, fieldChecks } from "./fields";
import { kBases, kFields, kParties, kRecordsStates, kResults, kSecretBases } from "./words";

const kTextLengthMax = 400;
// In an emergency every field beyond these needs a reason of its own.
const kPlain = [RecordsField.SCHEDULE, RecordsField.CONTACT];

interface Props {
  request: RecordsRequest;
  /** Under secrecy: counsel alone, and nobody is told. */
  sealed?: boolean;
  onChange(): void;
}

export function RequestRow({ request, sealed = false, onChange }: Props) {
  const { t, time } = useText();
  const { can } = useSession();
  const { claim, state, result, explanation, dueAt, overdue, objection, decision, disclosures } = request;
  const asked = claim?.fields.map((field) => t(kFields[field] ?? "records.field.else")).join(", ");
  return (
    <>
      <div>
        <strong>
          {t(kParties[claim?.party ?? 0] ?? "board.unknown")} {claim?.partyName}
        </strong>
        <p className="muted">
          {[time(request.receivedAt), claim && t(kBases[claim.basis] ?? kSecretBases[claim.basis] ?? "records.basis.none"), asked].filter(Boolean).join(" · ")}
        </p>
      </div>
      <span className={overdue ? "tag tag-urgent" : "tag"}>{t(kRecordsStates[state])}</span>
      <div className="dispatch-detail">
        <p>
          <strong>{t(kResults[result])}</strong> {dueAt && t("cases.due", { time: time(dueAt) })}
        </p>
        {/* One sentence of the table, in the service's English. */}
        {explanation && <p lang="en">{explanation}</p>}
        {objection && <p>{t("records.objected", { objection })}</p>}
        {decision && <p>{t(decision.approved ? "records.counselYes" : "records.counselNo", { reason: decision.reason })}</p>}
        {disclosures.map(({ at, recipients }) => (
          <p key={String(at?.seconds)}>{t("records.given", { who: recipients.join(", "), time: time(at) })}</p>
        ))}
        <Steps request={request} sealed={sealed} onChange={onChange} />
        {can(sealed ? "records.secret" : "records.audit") && <ReadsLink to={sealed ? "records/sealed" : "records/reads"} aboutId={request.id} />}
      </div>
    </>
  );
}

function Steps({ request, sealed, onChange }: Props) {
  const { t } = useText();
  const { can } = useSession();
  const { records, sealedRecords } = useApi();
  const mayRecord = !sealed && can("records.record");
  const mayDecide = can(sealed ? "records.secret" : "records.decide");
  const mayRelease = can(sealed ? "records.secret" : "records.release");
  const { school, id: recordsRequestId, state, result, claim } = request;
  const target = { school, recordsRequestId };
  const among = claim?.fields ?? [];
  const text = (name: string, label: Parameters<typeof t>[0]): FormField => ({ name, label: t(label), kind: "area", required: true, maxLength: kTextLengthMax });
  const tells = result === Result.NOTIFY_THEN_COUNSEL && state === State.OPEN;
  const releases = state === State.APPROVED || (state === State.OPEN && !tells && result !== Result.OUTSIDE_FERPA);
  return (
    <div className="commands">
      {tells && mayRecord && (
        <ActionForm
          label={t("records.tell")}
          fields={[text("how", "records.tellHow")]}
          send={({ how }, { requestId, timeoutMs }) => records.tellFamily({ ...target, how, requestId }, { timeoutMs })}
          onDone={onChange}
        />
      )}
      {state === State.WINDOW && mayRecord && (
        <ActionForm
          label={t("records.object")}
          fields={[text("objection", "records.objection")]}
          send={({ objection }, { requestId, timeoutMs }) => records.recordObjection({ ...target, objection, requestId }, { timeoutMs })}
          onDone={onChange}
        />
      )}
      {state === State.COUNSEL && mayDecide && (
        <ActionForm
          label={t("records.decide")}
          fields={[
            { name: "approved", label: t("records.approve"), kind: "check" },
            ...fieldChecks(t, among).map((field): FormField => ({ ...field, when: ({ approved }) => approved === "yes" })),
            text("reason", "records.reason"),
          ]}
          send={async (values, { requestId, timeoutMs }) => {
            const approved = values.approved === "yes";
            const fields = approved ? checkedFields(values) : [];
            const decision = { ...target, approved, fields, reason: values.reason, requestId };
            if (sealed) await sealedRecords.decideSealedRequest({ decision }, { timeoutMs });
            else await records.decideRequest(decision, { timeoutMs });
            return true;
          }}
          onDone={onChange}
        >
          <p>{t("records.decideHint")}</p>
        </ActionForm>
      )}
      {releases && mayRelease && <Release request={request} sealed={sealed} onChange={onChange} />}
      {result === Result.RELEASE_MINIMUM && !request.emergencyEndedAt && !sealed && mayRelease && (
        <ActionForm
          label={t("records.endEmergency")}
          send={(_, { requestId, timeoutMs }) => records.endEmergency({ ...target, requestId }, { timeoutMs })}
          onDone={onChange}
        />
      )}
    </div>
  );
}

function Release({ request, sealed, onChange }: Props) {
  const { t } = useText();
  const { records, sealedRecords } = useApi();
  const among = request.decision?.fields.length ? request.decision.fields : (request.claim?.fields ?? []);
  const minimum = request.result === Result.RELEASE_MINIMUM;
  const reasons = among
    .filter((field) => minimum && !kPlain.includes(field))
    .map((field): FormField => {
      const label = t("records.fieldReason", { field: t(kFields[field] ?? "records.field.else") });
      return { name: `reason-${field}`, label, required: true, maxLength: kTextLengthMax, when: (values: Values) => values[`field-${field}`] === "yes" };
    });
  return (
    <ActionForm
      label={t("records.release")}
      fields={[{ name: "to", label: t("records.recipients"), hint: t("records.recipientsHint"), kind: "area", required: true }, ...fieldChecks(t, among), ...reasons]}
      send={async (values, { requestId, timeoutMs }) => {
        const release = {
          ...{ requestId, school: request.school, recordsRequestId: request.id },
          recipients: (values.to ?? "").split("\n").map((line) => line.trim()).filter(Boolean),
          fields: checkedFields(values).map((field) => ({ field, reason: values[`reason-${field}`] })),
        };
        if (sealed) await sealedRecords.releaseSealed({ release }, { timeoutMs });
        else await records.release(release, { timeoutMs });
        return true;
      }}
      onDone={onChange}
    >
      <p>{t("records.releaseHint")}</p>
    </ActionForm>
  );
}
