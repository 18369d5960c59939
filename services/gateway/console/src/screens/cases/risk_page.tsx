// One path of care: what gave concern, the step that comes next and by when, and how it ended.
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import { type SuicideRisk, SuicideRisk_State as State, SuicideRiskStep } from "../../gen/watchbell/threat_intake/v1/case_suicide_risk_pb";
import { ThreatTeamRole } from "../../gen/watchbell/threat_intake/v1/case_team_pb";
import { useText } from "../../i18n";
import { ActionForm, choices } from "../../ui/action_form";
import { WarningNote } from "../../ui/notes";
import { CareSteps } from "./care_steps";
import { kRiskClinical, kRiskNeeded, kRiskSteps } from "./care_words";
import { CaseFrame } from "./case_frame";
import { useSeat } from "./use_team";

const kTextLengthMax = 300;

const isOpen = ({ state }: SuicideRisk) => state === State.OPEN;

export function RiskPage({ school, riskId }: { school: string; riskId: string }) {
  const { t, time } = useText();
  const { risks } = useApi();
  const live = useLive(
    `risk:${riskId}`,
    (options) => risks.getSuicideRisk({ school, suicideRiskId: riskId }, options),
    (hint) => hint.id === riskId,
  );
  return (
    <CaseFrame
      list="cases/risk"
      listName="risk.list"
      live={live}
      title={({ person }) => person?.description}
      state={(risk) => (isOpen(risk) ? "support.active" : "cases.state.closed")}
    >
      {(risk) => (
        <>
          <p className="tip-text">{risk.concern}</p>
          {risk.caseId && (
            <p>
              <a href={`#/cases/${risk.caseId}`}>{t("care.caseHere")}</a>
            </p>
          )}
          {isOpen(risk) ? (
            <NextStep risk={risk} />
          ) : (
            <p>{t("care.ended", { time: time(risk.closedAt), reason: risk.closingNote })}</p>
          )}
          <CareSteps words={kRiskSteps} needed={kRiskNeeded} taken={risk.steps} />
          {isOpen(risk) && <Work risk={risk} onChange={live.reload} />}
        </>
      )}
    </CaseFrame>
  );
}

function NextStep({ risk: { next, dueAt, overdue } }: { risk: SuicideRisk }) {
  const { t, time } = useText();
  if (next === SuicideRiskStep.UNSPECIFIED) return <p>{t("risk.allTaken")}</p>;
  const what = (
    <>
      <strong>{t(kRiskSteps[next] ?? "board.unknown")}</strong> {t(overdue ? "care.late" : "cases.due", { time: time(dueAt) })}
    </>
  );
  return overdue ? <WarningNote urgent>{what}</WarningNote> : <p>{what}</p>;
}

function Work({ risk, onChange }: { risk: SuicideRisk; onChange(): void }) {
  const { t } = useText();
  const { risks } = useApi();
  const clinical = useSeat(risk.school) === ThreatTeamRole.MENTAL_HEALTH;
  const { school, id: suicideRiskId } = risk;
  const offered = Object.fromEntries(Object.entries(kRiskSteps).filter(([step]) => clinical || !kRiskClinical.includes(Number(step))));
  return (
    <>
      {!clinical && <p className="muted">{t("risk.clinical")}</p>}
      <div className="commands">
        <ActionForm
          label={t("care.record")}
          fields={[
            { name: "step", label: t("care.step"), kind: "choice", required: true, options: choices(t, offered) },
            { name: "note", label: t("care.stepNote"), kind: "area", required: true, maxLength: kTextLengthMax },
          ]}
          send={({ step, note }, { requestId, timeoutMs }) =>
            risks.recordSuicideRiskStep({ requestId, school, suicideRiskId, step: Number(step), note }, { timeoutMs })
          }
          onDone={onChange}
        />
        {clinical && risk.next === SuicideRiskStep.UNSPECIFIED && (
          <ActionForm
            label={t("risk.close")}
            fields={[{ name: "note", label: t("risk.closeNote"), kind: "area", required: true, maxLength: kTextLengthMax }]}
            send={({ note }, { requestId, timeoutMs }) => risks.closeSuicideRisk({ requestId, school, suicideRiskId, note }, { timeoutMs })}
            onDone={onChange}
          />
        )}
      </div>
    </>
  );
}
