// What the screens of care call things: roles of the team, steps, findings.
import { BullyingCase_State as BullyingState, BullyingFinding, BullyingStep } from "../../gen/watchbell/threat_intake/v1/case_bullying_pb";
import { SuicideRiskStep } from "../../gen/watchbell/threat_intake/v1/case_suicide_risk_pb";
import { SupportFeeling } from "../../gen/watchbell/threat_intake/v1/case_support_pb";
import { ThreatTeamRole } from "../../gen/watchbell/threat_intake/v1/case_team_pb";
import { PlanTransfer_State as TransferState } from "../../gen/watchbell/threat_intake/v1/case_transfer_pb";
import type { TextKey } from "../../i18n/dictionary";

export const kTeamRoles: Partial<Record<ThreatTeamRole, TextKey>> = {
  [ThreatTeamRole.ADMINISTRATOR]: "team.role.administrator",
  [ThreatTeamRole.MENTAL_HEALTH]: "team.role.mentalHealth",
  [ThreatTeamRole.POLICE]: "team.role.police",
  [ThreatTeamRole.COUNSELOR]: "team.role.counselor",
  [ThreatTeamRole.SPECIAL_EDUCATION]: "team.role.specialEducation",
  [ThreatTeamRole.TEACHER]: "team.role.teacher",
};

export const kFeelings: Partial<Record<SupportFeeling, TextKey>> = {
  [SupportFeeling.WELL]: "support.feeling.well",
  [SupportFeeling.STRAINED]: "support.feeling.strained",
  [SupportFeeling.UNSAFE]: "support.feeling.unsafe",
};

export const kRiskSteps: Partial<Record<SuicideRiskStep, TextKey>> = {
  [SuicideRiskStep.STAY_WITH]: "risk.step.stay",
  [SuicideRiskStep.SCREEN]: "risk.step.screen",
  [SuicideRiskStep.MEANS_SAFETY]: "risk.step.means",
  [SuicideRiskStep.TELL_PARENTS]: "risk.step.parents",
  [SuicideRiskStep.CRISIS_CALL]: "risk.step.call",
  [SuicideRiskStep.HAND_OVER]: "risk.step.handOver",
  [SuicideRiskStep.RETURN_MEETING]: "risk.step.return",
  [SuicideRiskStep.FOLLOW_UP]: "risk.step.followUp",
};
/** The service closes nothing before these; the two of mental health are recorded by mental health alone. */
export const kRiskNeeded = [SuicideRiskStep.STAY_WITH, SuicideRiskStep.SCREEN, SuicideRiskStep.TELL_PARENTS, SuicideRiskStep.FOLLOW_UP];
export const kRiskClinical = [SuicideRiskStep.SCREEN, SuicideRiskStep.FOLLOW_UP];

export const kBullyingSteps: Partial<Record<BullyingStep, TextKey>> = {
  [BullyingStep.KEEP_EVIDENCE]: "bullying.step.evidence",
  [BullyingStep.REPORT_TO_PLATFORM]: "bullying.step.platform",
  [BullyingStep.SUPPORT_TARGET]: "bullying.step.support",
  [BullyingStep.TELL_TARGETS_PARENTS]: "bullying.step.targetsParents",
  [BullyingStep.TELL_OTHER_PARENTS]: "bullying.step.otherParents",
  [BullyingStep.TALK_TO_EVERYBODY]: "bullying.step.talk",
};
/** Before anything is found; online also the platform. */
export const kBullyingNeeded = [BullyingStep.KEEP_EVIDENCE, BullyingStep.SUPPORT_TARGET, BullyingStep.TELL_TARGETS_PARENTS];

export const kBullyingStates: Record<BullyingState, TextKey> = {
  [BullyingState.UNSPECIFIED]: "board.unknown",
  [BullyingState.REPORTED]: "cases.state.reported",
  [BullyingState.LOOKED_INTO]: "bullying.state.lookedInto",
  [BullyingState.FOLLOWED_UP]: "bullying.state.followedUp",
  [BullyingState.CLOSED]: "cases.state.closed",
};

export const kBullyingFindings: Partial<Record<BullyingFinding, TextKey>> = {
  [BullyingFinding.SUBSTANTIATED]: "bullying.finding.yes",
  [BullyingFinding.UNSUBSTANTIATED]: "bullying.finding.no",
  [BullyingFinding.CONFLICT]: "bullying.finding.conflict",
};

export const kTransferStates: Record<TransferState, TextKey> = {
  [TransferState.UNSPECIFIED]: "board.unknown",
  [TransferState.OFFERED]: "transfer.state.offered",
  [TransferState.ACCEPTED]: "transfer.state.accepted",
  [TransferState.DECLINED]: "transfer.state.declined",
  [TransferState.WITHDRAWN]: "transfer.state.withdrawn",
};
