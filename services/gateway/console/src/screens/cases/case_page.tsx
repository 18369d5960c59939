// One case: what was said, where the tree stands, what must be done by when.
import { useApi } from "../../api/api";
import { useDistrict } from "../../district";
import { useLive } from "../../feed/use_live";
import { CaseActionOutcome } from "../../gen/watchbell/threat_intake/v1/case_parts_pb";
import { type Case, Case_State } from "../../gen/watchbell/threat_intake/v1/case_pb";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { DueTag } from "../../ui/due_tag";
import { WarningNote } from "../../ui/notes";
import { ReadsLink } from "../../ui/reads_card";
import { CaseFrame } from "./case_frame";
import { Factors } from "./factors";
import { CaseParts } from "./parts";
import { OpenRisk } from "./risk";
import { CaseSteps } from "./steps";
import { kActions, kCaseLevels, kCaseStates, kCaseSteps, kHowSerious, kIndicators, kOutcomes, kYesOrNo } from "./words";

export function CasePage({ school, caseId }: { school: string; caseId: string }) {
  const { t } = useText();
  const { can } = useSession();
  const { nameOf } = useDistrict();
  const { cases } = useApi();
  const live = useLive(
    `case:${caseId}`,
    (options) => cases.getCase({ school, caseId }, options),
    (hint) => hint.id === caseId,
  );
  const one = live.data;
  return (
    <>
      <CaseFrame
        list="cases"
        listName="cases.open"
        live={live}
        title={({ summary }) => summary}
        state={({ state }) => kCaseStates[state]}
      >
        {(one) => (
          <>
            {one.dangerSince && <WarningNote urgent>{t("cases.danger")}</WarningNote>}
            {one.transferredTo && <WarningNote>{t("transfer.goesOn", { school: nameOf(one.transferredTo) })}</WarningNote>}
            {one.exactWords && <blockquote className="tip-text">{one.exactWords}</blockquote>}
            <Path one={one} />
            <Actions one={one} />
            <CaseSteps one={one} onChange={live.reload} />
            {can("suicide_risk.work") && <PathOfCare one={one} />}
            {can("case.audit") && <ReadsLink to="cases/reads" aboutId={caseId} />}
          </>
        )}
      </CaseFrame>
      {one && <Factors school={school} caseId={caseId} />}
      {one && <CaseParts one={one} />}
    </>
  );
}

// Of the subject, if there is one; else it may begin here.
function PathOfCare({ one }: { one: Case }) {
  const { t } = useText();
  if (one.suicideRiskId)
    return (
      <p>
        <a href={`#/cases/risk/${one.suicideRiskId}`}>{t("risk.ofSubject")}</a>
      </p>
    );
  return one.state === Case_State.CLOSED ? null : <OpenRisk school={one.school} caseId={one.id} />;
}

function Path({ one }: { one: Case }) {
  const { t, time } = useText();
  const answers = { ...kYesOrNo, ...kHowSerious };
  return (
    <>
      {one.indicators.length > 0 && (
        <>
          <h3>{t("cases.indicators")}</h3>
          <ul>
            {one.indicators.map(({ indicator, note }) => (
              <li key={indicator}>
                {t(kIndicators[indicator] ?? "cases.indicator.detail")} {note && `(${note})`}
              </li>
            ))}
          </ul>
        </>
      )}
      {one.answers.length > 0 && (
        <>
          <h3>{t("cases.answers")}</h3>
          <ol>
            {one.answers.map(({ step, answer, reason, at }) => (
              <li key={step}>
                {t(kCaseSteps[step] ?? "cases.step.evaluate")} <strong>{t(answers[answer] ?? "cases.answer.unclear")}</strong>.{" "}
                {reason} <span className="muted">{time(at)}</span>
              </li>
            ))}
          </ol>
        </>
      )}
      {one.proposal && (
        <WarningNote>
          {t("cases.proposal", {
            level: t(kCaseLevels[one.proposal.level] ?? "cases.level.transient"),
            count: one.proposal.supporters.length,
          })}{" "}
          {one.proposal.reason}
        </WarningNote>
      )}
    </>
  );
}

function Actions({ one }: { one: Case }) {
  const { t } = useText();
  if (one.actions.length === 0) return null;
  return (
    <>
      <h3>{t("cases.actions")}</h3>
      <ul className="people">
        {one.actions.map(({ kind, outcome, dueAt, overdue, note }) => (
          <li key={kind}>
            {t(kActions[kind] ?? "cases.action.plan")}{" "}
            {outcome !== CaseActionOutcome.UNSPECIFIED ? (
              <span className="tag">{t(kOutcomes[outcome] ?? "cases.outcome.done")}</span>
            ) : (
              <DueTag dueAt={dueAt} overdue={overdue} />
            )}{" "}
            {note}
          </li>
        ))}
      </ul>
    </>
  );
}
