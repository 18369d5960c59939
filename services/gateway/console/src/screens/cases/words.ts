// What the screens of threat assessment call things. The wording is ours: licensed forms are not embedded.
import { CaseFactorFinding, CaseFactorKind } from "../../gen/watchbell/threat_intake/v1/case_factor_pb";
import {
  CaseActionKind,
  CaseActionOutcome,
  CaseAnswer,
  CaseDisposition,
  CaseIndicator,
  CaseLevel,
  CaseReviewEffect,
  CaseStep,
} from "../../gen/watchbell/threat_intake/v1/case_parts_pb";
import { Case_State } from "../../gen/watchbell/threat_intake/v1/case_pb";
import type { TextKey } from "../../i18n/dictionary";

export const kCaseStates: Record<Case_State, TextKey> = {
  [Case_State.UNSPECIFIED]: "cases.state.reported",
  [Case_State.REPORTED]: "cases.state.reported",
  [Case_State.TRIAGED]: "cases.state.triaged",
  [Case_State.EVALUATING]: "cases.state.evaluating",
  [Case_State.NOT_A_THREAT]: "cases.level.notAThreat",
  [Case_State.TRANSIENT]: "cases.level.transient",
  [Case_State.SERIOUS]: "cases.level.serious",
  [Case_State.VERY_SERIOUS]: "cases.level.verySerious",
  [Case_State.PLAN_ACTIVE]: "cases.state.planActive",
  [Case_State.MONITORING]: "cases.state.monitoring",
  [Case_State.CLOSED]: "cases.state.closed",
};

export const kCaseLevels: Partial<Record<CaseLevel, TextKey>> = {
  [CaseLevel.NOT_A_THREAT]: "cases.level.notAThreat",
  [CaseLevel.TRANSIENT]: "cases.level.transient",
  [CaseLevel.SERIOUS]: "cases.level.serious",
  [CaseLevel.VERY_SERIOUS]: "cases.level.verySerious",
};

export const kCaseSteps: Partial<Record<CaseStep, TextKey>> = {
  [CaseStep.EVALUATE]: "cases.step.evaluate",
  [CaseStep.RESOLVE_AS_TRANSIENT]: "cases.step.transient",
  [CaseStep.RESPOND]: "cases.step.respond",
  [CaseStep.SAFETY_EVALUATION]: "cases.step.safety",
  [CaseStep.IMPLEMENT_AND_MONITOR]: "cases.step.monitor",
};

export const kYesOrNo: Partial<Record<CaseAnswer, TextKey>> = {
  [CaseAnswer.YES]: "cases.answer.yes",
  [CaseAnswer.NO]: "cases.answer.no",
  [CaseAnswer.UNCLEAR]: "cases.answer.unclear",
};
// Of the third step.
export const kHowSerious: Partial<Record<CaseAnswer, TextKey>> = {
  [CaseAnswer.SERIOUS]: "cases.answer.serious",
  [CaseAnswer.VERY_SERIOUS]: "cases.answer.verySerious",
};

export const kIndicators: Partial<Record<CaseIndicator, TextKey>> = {
  [CaseIndicator.SPECIFIC_PLAUSIBLE_DETAIL]: "cases.indicator.detail",
  [CaseIndicator.REPEATED]: "cases.indicator.repeated",
  [CaseIndicator.PLANNING]: "cases.indicator.planning",
  [CaseIndicator.HELPERS_OR_RECRUITING]: "cases.indicator.helpers",
  [CaseIndicator.PHYSICAL_EVIDENCE]: "cases.indicator.evidence",
};

export const kActions: Partial<Record<CaseActionKind, TextKey>> = {
  [CaseActionKind.TELL_SUBJECTS_PARENTS]: "cases.action.subjectsParents",
  [CaseActionKind.TELL_TARGETS_AND_PARENTS]: "cases.action.targets",
  [CaseActionKind.PRECAUTIONS_FOR_TARGETS]: "cases.action.precautions",
  [CaseActionKind.CONSULT_POLICE]: "cases.action.police",
  [CaseActionKind.MENTAL_HEALTH_SCREEN]: "cases.action.mentalHealth",
  [CaseActionKind.SAFETY_PLAN]: "cases.action.plan",
  [CaseActionKind.DISABILITY_REVIEW]: "cases.action.disability",
  [CaseActionKind.CONSIDER_DISCIPLINE]: "cases.action.discipline",
};

export const kOutcomes: Partial<Record<CaseActionOutcome, TextKey>> = {
  [CaseActionOutcome.DONE]: "cases.outcome.done",
  [CaseActionOutcome.NOT_APPLICABLE]: "cases.outcome.none",
};

export const kEffects: Partial<Record<CaseReviewEffect, TextKey>> = {
  [CaseReviewEffect.WORKING]: "cases.effect.working",
  [CaseReviewEffect.REVISED]: "cases.effect.revised",
  [CaseReviewEffect.NOT_WORKING]: "cases.effect.notWorking",
};

export const kFalse: Partial<Record<CaseDisposition, TextKey>> = {
  [CaseDisposition.HOAX]: "tip.disposition.hoax",
  [CaseDisposition.SWATTING]: "tip.disposition.swatting",
};

export const kFactors: Partial<Record<CaseFactorKind, TextKey>> = {
  [CaseFactorKind.SPECIFICITY]: "cases.factor.specificity",
  [CaseFactorKind.WORDING]: "cases.factor.wording",
  [CaseFactorKind.CAPABILITY_AND_ACCESS]: "cases.factor.capability",
  [CaseFactorKind.HISTORY]: "cases.factor.history",
  [CaseFactorKind.CURRENT_TENSIONS]: "cases.factor.tensions",
  [CaseFactorKind.PREPARATORY_ACTS]: "cases.factor.preparation",
  [CaseFactorKind.RATIONALITY]: "cases.factor.rationality",
  [CaseFactorKind.OTHER_EVIDENCE]: "cases.factor.other",
};

export const kFindings: Partial<Record<CaseFactorFinding, TextKey>> = {
  [CaseFactorFinding.ABSENT]: "cases.finding.absent",
  [CaseFactorFinding.UNCLEAR]: "cases.finding.unclear",
  [CaseFactorFinding.PRESENT]: "cases.finding.present",
};
