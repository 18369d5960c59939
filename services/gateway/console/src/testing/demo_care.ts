// What the demo page shows of care, contacts and records.
import { create } from "@bufbuild/protobuf";
import { timestampFromMs, timestampNow } from "@bufbuild/protobuf/wkt";
import { BullyingCase_State, BullyingCaseSchema, BullyingStep } from "../gen/watchbell/threat_intake/v1/case_bullying_pb";
import { CasePersonRole } from "../gen/watchbell/threat_intake/v1/case_parts_pb";
import { Case_State, CaseSchema } from "../gen/watchbell/threat_intake/v1/case_pb";
import { SuicideRisk_State, SuicideRiskSchema, SuicideRiskStep } from "../gen/watchbell/threat_intake/v1/case_suicide_risk_pb";
import { SupportFeeling, SupportPlan_State, SupportPlanSchema } from "../gen/watchbell/threat_intake/v1/case_support_pb";
import { ThreatTeamRole } from "../gen/watchbell/threat_intake/v1/case_team_pb";
import { ContactTestSchema } from "../gen/watchbell/notification/v1/contact_test_pb";
import {
  OutsideRequestSchema,
  RecordsClaim_Basis,
  RecordsClaim_Party,
  RecordsField,
  RecordsRequest_State,
  RecordsRequestSchema,
  RecordsResult,
} from "../gen/watchbell/visitor/v1/records_request_pb";
import { offeredPlan, team } from "./fake_care";
import { manyMessages, oneBadChannel, someUnreached } from "./fake_contacts";
import { policeWindow } from "./fake_records";
import type { FakeState } from "./fake_state";

const kDayMs = 86_400_000;
const school = "lincoln-es";
const inDays = (days: number) => timestampFromMs(Date.now() + days * kDayMs);

export function fillCare({ cases, care, contacts, records }: FakeState): void {
  cases.cases.push(create(CaseSchema, { id: "case-2", school, state: Case_State.PLAN_ACTIVE, summary: "A note in a locker", reportedAt: inDays(-9) }));
  care.teams = [
    team(school, ["person-2", ThreatTeamRole.ADMINISTRATOR], ["person-3", ThreatTeamRole.COUNSELOR], ["person-4", ThreatTeamRole.POLICE]),
  ];
  care.transfers = [{ ...offeredPlan, dueAt: inDays(2) }];
  care.support = ["case-2", "bullying-1"].map((caseId) =>
    create(SupportPlanSchema, {
      ...{ id: `support-${caseId}`, school, caseId, state: SupportPlan_State.ACTIVE, advocateId: "person-2", checkInDays: 7 },
      ...{ person: { role: CasePersonRole.TARGET, description: "A girl of grade 7" }, nextCheckInAt: inDays(-1), overdue: true },
      ...{ measures: ["Walks to the bus with her aide", "Sits elsewhere in class"] },
      checkIns: [{ feeling: SupportFeeling.STRAINED, note: "She sleeps badly.", at: inDays(-8) }],
    }),
  );
  care.risks = [
    create(SuicideRiskSchema, {
      ...{ id: "risk-1", school, caseId: "case-2", state: SuicideRisk_State.OPEN, openedAt: timestampNow(), dueAt: inDays(-0.02), overdue: true },
      ...{ person: { role: CasePersonRole.SUBJECT, description: "A boy of grade 8" }, concern: "He said goodbye to his friends at lunch." },
      ...{ next: SuicideRiskStep.SCREEN, steps: [{ step: SuicideRiskStep.STAY_WITH, note: "The nurse sits with him.", at: timestampNow() }] },
    }),
  ];
  care.bullying = [
    create(BullyingCaseSchema, {
      ...{ id: "bullying-1", school, state: BullyingCase_State.LOOKED_INTO, summary: "Pushed and filmed every day after gym", online: true },
      ...{ platform: "A group chat of grade 7", reportedAt: inDays(-3), dueAt: inDays(2) },
      people: [
        { role: CasePersonRole.TARGET, description: "A girl of grade 7" },
        { role: CasePersonRole.SUBJECT, description: "Two boys of grade 8" },
      ],
      steps: [{ step: BullyingStep.KEEP_EVIDENCE, note: "Screenshots are with the case.", at: inDays(-2) }],
    }),
  ];
  contacts.test = create(ContactTestSchema, { id: "test-1", school, dayOfMonth: 5, lastAt: inDays(-4), nextAt: inDays(26), lastRunId: "run-1" });
  Object.assign(contacts, { unreached: someUnreached, fatigue: manyMessages, health: oneBadChannel });
  records.cards = [policeWindow];
  records.outside = [
    create(OutsideRequestSchema, { id: "outside-1", school, cardId: policeWindow.id, reference: "26-004417", note: "Copy of the report", openedAt: inDays(-6) }),
  ];
  records.sealed = [
    create(RecordsRequestSchema, {
      ...{ id: "sealed-1", school: "district", state: RecordsRequest_State.COUNSEL, result: RecordsResult.COUNSEL_ONLY, receivedAt: timestampNow() },
      explanation: "Under secrecy: no notice to anybody, counsel alone (99.31(a)(9)(ii)).",
      claim: {
        ...{ party: RecordsClaim_Party.LAW_ENFORCEMENT, partyName: "J. Doe", basis: RecordsClaim_Basis.GRAND_JURY_SUBPOENA },
        fields: [RecordsField.ATTENDANCE],
      },
    }),
  ];
}
