// One drill: what it is, how it went, and what can be done with it now.
import { timestampMs } from "@bufbuild/protobuf/wkt";
import { useApi } from "../../api/api";
import { type Drill, Drill_State, DrillKind } from "../../gen/watchbell/alerting/v1/drill_pb";
import { useText } from "../../i18n";
import { moment } from "../../lib/time";
import { useSession } from "../../session";
import { ActionForm, choices, type FormField } from "../../ui/action_form";
import { kDrillKinds, kDrillStates, kOffices } from "./words";

const kReasonLengthMax = 500;
const kFeedbackLengthMax = 2_000;
const kScores = [1, 2, 3, 4, 5];
const kPlanned = [Drill_State.SCHEDULED, Drill_State.ANNOUNCED];
const kHeld = [Drill_State.COMPLETED, Drill_State.ABORTED];

interface Props {
  drill: Drill;
  onChange(): void;
}

export function DrillRow({ drill, onChange }: Props) {
  const { t, time } = useText();
  const { kind, state, startedAt, endedAt, evaluations, realEvent, reason } = drill;
  const seconds = startedAt && endedAt ? Math.round((timestampMs(endedAt) - timestampMs(startedAt)) / 1_000) : 0;
  return (
    <>
      <div>
        <strong>{t(kDrillKinds[kind] ?? "board.unknown")}</strong>
        {realEvent && <span className="tag">{t("drills.real")}</span>}
        <p className="muted">
          {[
            time(startedAt ?? drill.scheduledAt),
            seconds > 0 && t("drills.seconds", { seconds }),
            evaluations.length > 0 && t("drills.evaluations", { count: evaluations.length }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
        {reason && <p className="muted">{reason}</p>}
      </div>
      <span className="tag">{t(kDrillStates[state])}</span>
      <Steps drill={drill} onChange={onChange} />
    </>
  );
}

function Steps({ drill, onChange }: Props) {
  const { t } = useText();
  const { can } = useSession();
  const { drills } = useApi();
  const { school, id: drillId, state } = drill;
  const planned = kPlanned.includes(state);
  const running = state === Drill_State.RUNNING;
  const why: FormField = { name: "reason", label: t("drills.why"), kind: "area", required: true, maxLength: kReasonLengthMax };
  const target = { school, drillId };
  return (
    <div className="commands">
      {state === Drill_State.SCHEDULED && can("drill.plan") && (
        <ActionForm
          label={t("drills.announce")}
          send={(_, { requestId, timeoutMs }) => drills.announceDrill({ ...target, requestId }, { timeoutMs })}
          onDone={onChange}
        >
          <p>{t("drills.announceHint")}</p>
        </ActionForm>
      )}
      {planned && can("drill.start") && (
        <ActionForm
          label={t("drills.begin")}
          send={(_, { requestId, timeoutMs }) => drills.beginDrill({ ...target, requestId }, { timeoutMs })}
          onDone={onChange}
        >
          <p>{t("drill.intro")}</p>
        </ActionForm>
      )}
      {running && can("drill.start") && (
        <>
          <ActionForm
            label={t("drills.end")}
            send={(_, { requestId, timeoutMs }) => drills.endDrill({ ...target, requestId }, { timeoutMs })}
            onDone={onChange}
          />
          <ActionForm
            label={t("drills.abort")}
            kind="danger"
            fields={[why]}
            send={(values, { requestId, timeoutMs }) => drills.abortDrill({ ...target, ...values, requestId }, { timeoutMs })}
            onDone={onChange}
          >
            <p>{t("drills.abortHint")}</p>
          </ActionForm>
        </>
      )}
      {planned && can("drill.plan") && (
        <ActionForm
          label={t("drills.cancel")}
          kind="danger"
          fields={[why]}
          send={(values, { requestId, timeoutMs }) => drills.cancelDrill({ ...target, ...values, requestId }, { timeoutMs })}
          onDone={onChange}
        />
      )}
      {kHeld.includes(state) && can("drill.evaluate") && <Evaluate drill={drill} onChange={onChange} />}
      {kHeld.includes(state) && can("drill.plan") && <Correct drill={drill} onChange={onChange} />}
    </div>
  );
}

function Evaluate({ drill, onChange }: Props) {
  const { t } = useText();
  const { drills } = useApi();
  const scores = kScores.map((score) => ({ value: String(score), label: t(`drills.score.${score as 1}`) }));
  return (
    <ActionForm
      label={t("drills.evaluate")}
      fields={[
        { name: "office", label: t("drills.office"), kind: "choice", required: true, options: choices(t, kOffices) },
        { name: "score", label: t("drills.score"), kind: "choice", required: true, options: scores },
        { name: "feedback", label: t("drills.feedback"), kind: "area", maxLength: kFeedbackLengthMax },
      ]}
      send={({ office, score, feedback }, { requestId, timeoutMs }) =>
        drills.evaluateDrill(
          { requestId, school: drill.school, drillId: drill.id, office: Number(office), score: Number(score), feedback },
          { timeoutMs },
        )
      }
      onDone={onChange}
    />
  );
}

function Correct({ drill, onChange }: Props) {
  const { t } = useText();
  const { drills } = useApi();
  return (
    <ActionForm
      label={t("drills.correct")}
      fields={[
        { name: "kind", label: t("drills.kind"), kind: "choice", required: true, options: choices(t, kDrillKinds) },
        { name: "from", label: t("drills.started"), kind: "datetime-local", required: true },
        { name: "until", label: t("drills.ended"), kind: "datetime-local", required: true },
        { name: "aborted", label: t("drills.wasAborted"), kind: "check" },
        { name: "reason", label: t("drills.why"), kind: "area", required: true, maxLength: kReasonLengthMax },
      ]}
      initial={{ kind: String(drill.kind || DrillKind.FIRE), aborted: drill.state === Drill_State.ABORTED ? "yes" : "" }}
      send={(values, { requestId, timeoutMs }) =>
        drills.correctDrill(
          {
            ...{ requestId, school: drill.school, drillId: drill.id, kind: Number(values.kind), reason: values.reason },
            ...{ startedAt: moment(values.from), endedAt: moment(values.until), aborted: values.aborted === "yes" },
          },
          { timeoutMs },
        )
      }
      onDone={onChange}
    />
  );
}
