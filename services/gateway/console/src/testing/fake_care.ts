// The team, support, paths of care, bullying and transfers of the fake gateway.
import { create } from "@bufbuild/protobuf";
import { timestampNow } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, type ConnectRouter } from "@connectrpc/connect";
import { type BullyingCase, BullyingCase_State, BullyingCaseSchema, BullyingService, BullyingStepDoneSchema } from "../gen/watchbell/threat_intake/v1/case_bullying_pb";
import { CaseLevel } from "../gen/watchbell/threat_intake/v1/case_parts_pb";
import {
  type SuicideRisk,
  SuicideRisk_State,
  SuicideRiskSchema,
  SuicideRiskService,
  SuicideRiskStep,
  SuicideRiskStepTakenSchema,
} from "../gen/watchbell/threat_intake/v1/case_suicide_risk_pb";
import { SupportCheckInSchema, type SupportPlan, SupportPlan_State, SupportPlanSchema, SupportService } from "../gen/watchbell/threat_intake/v1/case_support_pb";
import { type ThreatTeam, ThreatTeamRole, ThreatTeamSchema, ThreatTeamService } from "../gen/watchbell/threat_intake/v1/case_team_pb";
import { type PlanTransfer, PlanTransfer_State, PlanTransferSchema, PlanTransferService } from "../gen/watchbell/threat_intake/v1/case_transfer_pb";
import { refusal } from "./fake_alarm";

export class FakeCare {
  teams: ThreatTeam[] = [];
  support: SupportPlan[] = [];
  risks: SuicideRisk[] = [];
  bullying: BullyingCase[] = [];
  transfers: PlanTransfer[] = [];
}

export function team(school: string, ...members: [personId: string, role: ThreatTeamRole][]): ThreatTeam {
  const present = members.map(([, role]) => role);
  return create(ThreatTeamSchema, {
    ...{ id: `team-${school}`, school, appointedAt: timestampNow() },
    members: members.map(([personId, role]) => ({ personId, role })),
    missing: [ThreatTeamRole.ADMINISTRATOR, ThreatTeamRole.MENTAL_HEALTH, ThreatTeamRole.POLICE].filter((role) => !present.includes(role)),
  });
}

export const offeredPlan = create(PlanTransferSchema, {
  ...{ id: "transfer-1", school: "lincoln-es", fromSchool: "norwood-hs", state: PlanTransfer_State.OFFERED, level: CaseLevel.SERIOUS },
  ...{ summary: "He has a check-in with the counselor each morning.", subject: { description: "A boy of grade 6" } },
  ...{ measures: [{ text: "Check-in each morning", responsible: "counselor" }], offeredAt: timestampNow(), dueAt: timestampNow() },
});

const kRiskOrder = [SuicideRiskStep.STAY_WITH, SuicideRiskStep.SCREEN, SuicideRiskStep.TELL_PARENTS, SuicideRiskStep.FOLLOW_UP];

export function careRoutes(router: ConnectRouter, state: FakeCare): void {
  const find = <T extends { id: string }>(list: T[], id: string): T => {
    const found = list.find((one) => one.id === id);
    if (!found) throw new ConnectError("gone", Code.NotFound);
    return found;
  };
  router.service(ThreatTeamService, {
    appointThreatTeam({ school, members }) {
      const appointed = team(school, ...members.map(({ personId, role }): [string, ThreatTeamRole] => [personId, role]));
      state.teams = [...state.teams.filter((one) => one.school !== school), appointed];
      return appointed;
    },
    getThreatTeam({ school }) {
      const known = state.teams.find((one) => one.school === school) ?? state.teams.find((one) => one.school === "district");
      if (!known) throw new ConnectError("none", Code.NotFound);
      return known;
    },
  });
  router.service(SupportService, {
    openSupportPlan({ requestId: id, ...asked }) {
      const { school, caseId, person, advocateId, measures, checkInDays } = asked;
      const plan = { id, school, caseId, person, advocateId, measures, checkInDays, state: SupportPlan_State.ACTIVE };
      state.support.push(create(SupportPlanSchema, { ...plan, nextCheckInAt: timestampNow() }));
      return state.support.at(-1)!;
    },
    recordCheckIn({ planId, feeling, note }) {
      const plan = find(state.support, planId);
      plan.checkIns.push(create(SupportCheckInSchema, { feeling, note, at: timestampNow() }));
      plan.overdue = false;
      return plan;
    },
    changeSupportPlan: ({ planId, advocateId, measures, checkInDays }) =>
      Object.assign(find(state.support, planId), { advocateId, measures, checkInDays }),
    endSupportPlan: ({ planId, reason }) =>
      Object.assign(find(state.support, planId), { state: SupportPlan_State.ENDED, endReason: reason, endedAt: timestampNow() }),
    listSupportPlans: ({ caseId }) => ({ plans: state.support.filter((plan) => plan.caseId === caseId) }),
  });
  router.service(SuicideRiskService, {
    openSuicideRisk({ requestId: id, school, caseId, person, concern }) {
      const opened = { id, school, caseId, person, concern, state: SuicideRisk_State.OPEN, next: kRiskOrder[0], openedAt: timestampNow() };
      state.risks = [create(SuicideRiskSchema, { ...opened, dueAt: timestampNow() }), ...state.risks];
      return find(state.risks, id);
    },
    recordSuicideRiskStep({ suicideRiskId, step, note }) {
      const risk = find(state.risks, suicideRiskId);
      risk.steps.push(create(SuicideRiskStepTakenSchema, { step, note, at: timestampNow() }));
      risk.next = kRiskOrder.find((one) => risk.steps.every((taken) => taken.step !== one)) ?? SuicideRiskStep.UNSPECIFIED;
      return risk;
    },
    closeSuicideRisk: ({ suicideRiskId, note }) =>
      Object.assign(find(state.risks, suicideRiskId), { state: SuicideRisk_State.CLOSED, closingNote: note, closedAt: timestampNow() }),
    getSuicideRisk: ({ suicideRiskId }) => find(state.risks, suicideRiskId),
    listSuicideRisks: () => ({ risks: state.risks.filter((risk) => risk.state === SuicideRisk_State.OPEN) }),
  });
  router.service(BullyingService, {
    reportBullying({ requestId: id, school, online, summary, platform, people }) {
      const report = { id, school, online, summary, platform, people, state: BullyingCase_State.REPORTED, reportedAt: timestampNow() };
      state.bullying = [create(BullyingCaseSchema, { ...report, dueAt: timestampNow() }), ...state.bullying];
      return find(state.bullying, id);
    },
    takeBullying: ({ bullyingId }) => Object.assign(find(state.bullying, bullyingId), { state: BullyingCase_State.LOOKED_INTO }),
    recordBullyingStep({ bullyingId, step, note }) {
      find(state.bullying, bullyingId).steps.push(create(BullyingStepDoneSchema, { step, note, at: timestampNow() }));
      return find(state.bullying, bullyingId);
    },
    decideBullying({ bullyingId, finding, reason, measures }) {
      const one = find(state.bullying, bullyingId);
      if (one.steps.length === 0) throw refusal(Code.FailedPrecondition, "STEPS_OPEN");
      return Object.assign(one, { state: BullyingCase_State.FOLLOWED_UP, finding, findingReason: reason, measures });
    },
    linkBullyingToThreat: ({ bullyingId, threatCaseId }) => Object.assign(find(state.bullying, bullyingId), { threatCaseId }),
    closeBullying: ({ bullyingId, note }) =>
      Object.assign(find(state.bullying, bullyingId), { state: BullyingCase_State.CLOSED, closingNote: note, closedAt: timestampNow() }),
    getBullying: ({ bullyingId }) => find(state.bullying, bullyingId),
    listBullying: () => ({ bullying: state.bullying.filter((one) => one.state !== BullyingCase_State.CLOSED) }),
  });
  router.service(PlanTransferService, {
    offerTransfer({ requestId: id, school: fromSchool, toSchool, caseId, summary }) {
      const offered = { id, school: toSchool, fromSchool, caseId, summary, state: PlanTransfer_State.OFFERED, offeredAt: timestampNow() };
      state.transfers = [create(PlanTransferSchema, offered), ...state.transfers];
      return find(state.transfers, id);
    },
    acceptTransfer: ({ transferId }) =>
      Object.assign(find(state.transfers, transferId), { state: PlanTransfer_State.ACCEPTED, newCaseId: "case-1", dueAt: undefined }),
    declineTransfer: ({ transferId, reason }) =>
      Object.assign(find(state.transfers, transferId), { state: PlanTransfer_State.DECLINED, answer: reason, dueAt: undefined }),
    withdrawTransfer: ({ transferId, reason }) =>
      Object.assign(find(state.transfers, transferId), { state: PlanTransfer_State.WITHDRAWN, answer: reason, dueAt: undefined }),
    listTransfers: ({ school, outgoing }) => ({
      transfers: state.transfers.filter((one) => (outgoing ? one.fromSchool : one.school) === school),
    }),
  });
}
