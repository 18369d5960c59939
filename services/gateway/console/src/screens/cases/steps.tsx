// What the team can do with a case in the state that it is in. The service keeps the rules; what it refuses says why.
import { useApi } from "../../api/api";
import type { Attempt } from "../../api/persist";
import { CaseActionOutcome, type CaseLevel, CaseStep } from "../../gen/watchbell/threat_intake/v1/case_parts_pb";
import { type Case, Case_State } from "../../gen/watchbell/threat_intake/v1/case_pb";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { ActionForm, choices, type FormField, type Values } from "../../ui/action_form";
import { kActions, kCaseLevels, kCaseSteps, kEffects, kFalse, kHowSerious, kIndicators, kOutcomes, kYesOrNo } from "./words";

const kReasonLengthMax = 300;
const kNoteLengthMax = 150;
const kReferenceLengthMax = 80;

export function CaseSteps({ one, onChange }: { one: Case; onChange(): void }) {
  const { t } = useText();
  const { can } = useSession();
  const { cases } = useApi();
  if (!can("case.work")) return null;
  const target = { school: one.school, caseId: one.id };
  const reason: FormField = { name: "reason", label: t("tips.reason"), kind: "area", required: true, maxLength: kReasonLengthMax };
  const note: FormField = { name: "note", label: t("cases.note"), maxLength: kNoteLengthMax };
  const choice = (name: string, label: string, options: FormField["options"]): FormField => ({
    ...{ name, label, kind: "choice", required: true, options },
  });
  const step = (label: string, fields: FormField[], send: (values: Values, attempt: Attempt) => Promise<Case>, open = false) => (
    <ActionForm key={label} label={label} fields={fields} send={send} onDone={onChange} open={open} />
  );

  if (one.state === Case_State.CLOSED)
    return step(t("tips.reopen"), [reason], (values, { requestId, timeoutMs }) =>
      cases.reopenCase({ ...target, ...values, requestId }, { timeoutMs }),
    );
  const asked = kCaseSteps[one.step];
  return (
    <div className="commands">
      {one.state === Case_State.REPORTED &&
        step(t("cases.triage"), [note], (values, { requestId, timeoutMs }) =>
          cases.triageCase({ ...target, ...values, requestId }, { timeoutMs }),
        )}
      {one.state === Case_State.TRIAGED &&
        step(t("cases.evaluate"), [], (_, { requestId, timeoutMs }) =>
          cases.beginEvaluation({ ...target, requestId }, { timeoutMs }), true)}
      {one.proposal &&
        step(t("cases.support"), [], (_, { requestId, timeoutMs }) =>
          cases.supportProposal(
            { ...target, kind: one.proposal!.kind, level: one.proposal!.level, requestId },
            { timeoutMs },
          ), true)}
      {asked &&
        step(
          t(asked),
          [choice("answer", t("cases.answer"), choices(t, one.step === CaseStep.RESPOND ? kHowSerious : kYesOrNo)), reason],
          ({ answer, reason: why }, { requestId, timeoutMs }) =>
            cases.answerStep({ ...target, step: one.step, answer: Number(answer), reason: why, requestId }, { timeoutMs }),
        )}
      {step(
        t("cases.addIndicator"),
        [choice("indicator", t("cases.indicators"), choices(t, kIndicators)), note],
        ({ indicator, note: text }, { requestId, timeoutMs }) =>
          cases.addIndicator({ ...target, indicator: Number(indicator), note: text, requestId }, { timeoutMs }),
      )}
      {step(
        t("cases.raise"),
        [choice("level", t("cases.level"), choices(t, above(one.level))), reason],
        ({ level, reason: why }, { requestId, timeoutMs }) =>
          cases.raiseLevel({ ...target, level: Number(level), reason: why, requestId }, { timeoutMs }),
      )}
      {one.actions.some(({ outcome }) => outcome === CaseActionOutcome.UNSPECIFIED) &&
        step(
          t("cases.record"),
          [choice("kind", t("cases.actions"), choices(t, kActions)), choice("outcome", t("cases.outcome"), choices(t, kOutcomes)), note],
          ({ kind, outcome, note: text }, { requestId, timeoutMs }) =>
            cases.recordAction({ ...target, kind: Number(kind), outcome: Number(outcome), note: text, requestId }, { timeoutMs }),
        )}
      {one.state === Case_State.MONITORING &&
        step(
          t("cases.review"),
          [choice("effect", t("cases.effect"), choices(t, kEffects)), note],
          ({ effect, note: text }, { requestId, timeoutMs }) =>
            cases.recordReview({ ...target, effect: Number(effect), note: text, requestId }, { timeoutMs }),
        )}
      {(one.state === Case_State.SERIOUS || one.state === Case_State.VERY_SERIOUS) &&
        step(t("cases.activate"), [], (_, { requestId, timeoutMs }) => cases.activatePlan({ ...target, requestId }, { timeoutMs }))}
      {one.state === Case_State.PLAN_ACTIVE &&
        step(t("cases.monitor"), [], (_, { requestId, timeoutMs }) => cases.beginMonitoring({ ...target, requestId }, { timeoutMs }))}
      {step(
        t("tips.police"),
        [
          choice("finding", t("tips.disposition"), choices(t, kFalse)),
          { name: "reference", label: t("incident.policeReference"), required: true, maxLength: kReferenceLengthMax },
        ],
        ({ finding, reference }, { requestId, timeoutMs }) =>
          cases.recordPoliceFinding(
            { ...target, finding: Number(finding), reference, confirmedAt: timestampFromDate(new Date()), requestId },
            { timeoutMs },
          ),
      )}
      {step(t("cases.close"), [{ ...reason, name: "note", label: t("cases.closeNote") }], (values, { requestId, timeoutMs }) =>
        cases.closeCase({ ...target, ...values, requestId }, { timeoutMs }),
      )}
    </div>
  );
}

// Up with one author; down needs two, and is proposed by the answer to a step.
function above(level: CaseLevel) {
  return Object.fromEntries(Object.entries(kCaseLevels).filter(([one]) => Number(one) > level));
}
