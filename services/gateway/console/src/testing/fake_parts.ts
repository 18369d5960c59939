// What belongs to a case, and clusters of tips, of the fake gateway.
import { create } from "@bufbuild/protobuf";
import { timestampNow } from "@bufbuild/protobuf/wkt";
import { Code, type ConnectRouter } from "@connectrpc/connect";
import { CustodyEntry_Act, CustodyEntrySchema, type Evidence, EvidenceSchema, EvidenceService } from "../gen/watchbell/threat_intake/v1/case_evidence_pb";
import { type Interview, InterviewAdditionSchema, InterviewSchema, InterviewService } from "../gen/watchbell/threat_intake/v1/case_interview_pb";
import { CaseSupporterSchema } from "../gen/watchbell/threat_intake/v1/case_parts_pb";
import { type SafetyPlan, SafetyPlan_State, SafetyPlanSchema, SafetyPlanService } from "../gen/watchbell/threat_intake/v1/case_plan_pb";
import { type Referral, Referral_State, ReferralConsent, ReferralSchema, ReferralService } from "../gen/watchbell/threat_intake/v1/case_referral_pb";
import { type Cluster, ClusterSchema, ClusterService } from "../gen/watchbell/threat_intake/v1/cluster_pb";
import { refusal } from "./fake_alarm";

export class FakeParts {
  interviews: Interview[] = [];
  evidence: Evidence[] = [];
  plans: SafetyPlan[] = [];
  referrals: Referral[] = [];
  clusters: Cluster[] = [];
  answers: { clusterId: string; text: string }[] = [];
}

export function cluster(id: string, voices: number): Cluster {
  return create(ClusterSchema, { id, voices, voicesInDistrict: voices + 1, firstHeardAt: timestampNow(), lastHeardAt: timestampNow() });
}

const kProvider = { id: "mobile-crisis", name: "Mobile crisis", phone: "211, then 1, then 1", when: "within 45 minutes" };

export function partRoutes(router: ConnectRouter, state: FakeParts): void {
  router.service(InterviewService, {
    recordInterview({ requestId: id, school, caseId, person, exactWords, observations, heldAt }) {
      state.interviews.push(create(InterviewSchema, { id, school, caseId, person, exactWords, observations, heldAt }));
      return state.interviews.at(-1)!;
    },
    addToInterview({ interviewId, text }) {
      const interview = state.interviews.find(({ id }) => id === interviewId)!;
      interview.additions.push(create(InterviewAdditionSchema, { text, at: timestampNow() }));
      return interview;
    },
    listInterviews: () => ({ interviews: state.interviews }),
  });
  const act = (id: string, entry: { act: CustodyEntry_Act; to?: string; reason?: string }) => {
    const piece = state.evidence.find((one) => one.id === id)!;
    piece.custody.push(create(CustodyEntrySchema, { actorId: "person-2", at: timestampNow(), ...entry }));
    return piece;
  };
  router.service(EvidenceService, {
    addEvidence({ requestId: id, school, caseId, kind, link, description }) {
      state.evidence.push(create(EvidenceSchema, { id, school, caseId, kind, link, description, receivedAt: timestampNow() }));
      return act(id, { act: CustodyEntry_Act.RECEIVED });
    },
    viewEvidence({ evidenceId: id, reason }) {
      act(id, { act: CustodyEntry_Act.VIEWED, reason });
      return { id, content: new Uint8Array([1]), mediaType: "image/png" };
    },
    handOverEvidence: ({ evidenceId, to, reason }) => act(evidenceId, { act: CustodyEntry_Act.HANDED_OVER, to, reason }),
    listEvidence: () => ({ evidence: state.evidence }),
  });
  router.service(SafetyPlanService, {
    draftSafetyPlan({ requestId, school, caseId, planId, measures, familyPart }) {
      const id = planId || requestId;
      const version = (state.plans.find((one) => one.id === id)?.version ?? 0) + 1;
      const plan = create(SafetyPlanSchema, { id, school, caseId, measures, familyPart, version, state: SafetyPlan_State.DRAFT });
      state.plans = [...state.plans.filter((one) => one.id !== id), plan];
      return plan;
    },
    agreeToSafetyPlan({ planId }) {
      const plan = state.plans.find(({ id }) => id === planId)!;
      plan.agreed.push(create(CaseSupporterSchema, {}));
      if (plan.agreed.length > 1) plan.state = SafetyPlan_State.IN_FORCE;
      return plan;
    },
    listSafetyPlans: () => ({ plans: state.plans }),
  });
  router.service(ReferralService, {
    listProviders: () => ({ providers: [kProvider] }),
    openReferral({ requestId: id, school, caseId, person, providerId, need, dueAt }) {
      state.referrals.push(create(ReferralSchema, { id, school, caseId, person, providerId, need, dueAt, state: Referral_State.OPEN }));
      return state.referrals.at(-1)!;
    },
    recordConsent: ({ referralId, consent }) => Object.assign(state.referrals.find(({ id }) => id === referralId)!, { consent }),
    makeReferral({ referralId }) {
      const referral = state.referrals.find(({ id }) => id === referralId)!;
      if (referral.consent !== ReferralConsent.GIVEN) throw refusal(Code.FailedPrecondition, "CONSENT_MISSING", "Record the family's consent first.");
      return Object.assign(referral, { state: Referral_State.MADE });
    },
    listReferrals: () => ({ referrals: state.referrals }),
  });
  router.service(ClusterService, {
    listClusters: () => ({ clusters: state.clusters }),
    getCluster: ({ school, clusterId }) => ({
      voices: ["tip-1", "tip-2"].map((id) => ({ id, school, clusterId, likeness: 82, heardAt: timestampNow() })),
    }),
    answerCluster({ clusterId, text }) {
      state.answers.push({ clusterId, text });
      return { id: clusterId, text };
    },
    mergeClusters({ clusterId }) {
      state.clusters = state.clusters.filter(({ id }) => id !== clusterId);
      return {};
    },
  });
}
