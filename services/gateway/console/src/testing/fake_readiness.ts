// The emergency plan, trainings and reviews of the fake gateway.
import { create } from "@bufbuild/protobuf";
import { timestampNow } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, type ConnectRouter } from "@connectrpc/connect";
import {
  type ActionItem,
  ActionItem_State,
  ActionItemSchema,
  type Committee,
  type CommitteeMeeting,
  CommitteeMeetingSchema,
  CommitteeRole,
  CommitteeSchema,
  CommitteeService,
} from "../gen/watchbell/alerting/v1/committee_pb";
import { ChecklistLineSchema, type EmergencyPlan, EmergencyPlanSchema, type IncidentChecklist, IncidentChecklistSchema, PlanService, PlanVersionSchema } from "../gen/watchbell/alerting/v1/emergency_plan_pb";
import { Action } from "../gen/watchbell/alerting/v1/incident_pb";
import { type Review, ReviewSchema, ReviewService } from "../gen/watchbell/alerting/v1/review_pb";
import { type Training, TrainingSchema, TrainingService, TrainingTopic } from "../gen/watchbell/alerting/v1/training_pb";

export class FakeReadiness {
  plan: EmergencyPlan | undefined;
  trainings: Training[] = [];
  reviews: Review[] = [];
  checklist: IncidentChecklist | undefined;
  committee: Committee | undefined;
  meetings: CommitteeMeeting[] = [];
  items: ActionItem[] = [];
}

export function readinessRoutes(router: ConnectRouter, state: FakeReadiness): void {
  const plan = () => {
    if (!state.plan) throw new ConnectError("none", Code.NotFound);
    return state.plan;
  };
  router.service(PlanService, {
    getPlan: plan,
    draftPlan({ school, annexes, checklists }) {
      state.plan ??= create(EmergencyPlanSchema, { school });
      const number = (state.plan.approved?.number ?? 0) + 1;
      return Object.assign(state.plan, { draft: create(PlanVersionSchema, { number, annexes, checklists }) });
    },
    // Whatever the incident does: the first action that the plan has tasks for.
    openChecklist({ school, incidentId }) {
      const lists = plan().approved?.checklists ?? [];
      const started = (state.checklist ??= create(IncidentChecklistSchema, { incidentId, school, startedAt: timestampNow() }));
      const next = lists.find(({ action }) => !started.lines.some((line) => line.action === action))?.action;
      for (const { role, action, items } of lists.filter((list) => list.action === next))
        started.lines.push(...items.map((text) => create(ChecklistLineSchema, { action, role, text })));
      return started;
    },
    tickChecklist({ line }) {
      Object.assign(state.checklist!.lines[line]!, { tickedAt: timestampNow(), tickedBy: "person-2", seconds: 125 });
      return state.checklist!;
    },
    getChecklist() {
      if (!state.checklist) throw new ConnectError("none", Code.NotFound);
      return state.checklist;
    },
    approvePlan() {
      const { draft } = plan();
      return Object.assign(plan(), { approved: draft, draft: undefined, reviewDueAt: timestampNow() });
    },
  });
  router.service(TrainingService, {
    recordTraining({ requestId: id, school, personId, topic, completedOn, expiresOn }) {
      state.trainings.push(create(TrainingSchema, { id, school, personId, topic, completedOn, expiresOn }));
      return state.trainings.at(-1)!;
    },
    listTrainings: () => ({ trainings: state.trainings }),
    checkTraining: () => ({ may: false, missing: [TrainingTopic.DRILL_LEADERSHIP] }),
  });
  router.service(ReviewService, {
    draftReview({ requestId: id, school, kind, incidentId }) {
      const timeline = [{ seconds: 12n, fact: "CommandTaken", action: Action.LOCKDOWN }];
      state.reviews = [create(ReviewSchema, { id, school, kind, incidentId, timeline, draftedAt: timestampNow() })];
      return state.reviews[0]!;
    },
    addReviewFinding({ finding }) {
      state.reviews[0]!.findings.push(finding);
      return state.reviews[0]!;
    },
    closeReview: () => Object.assign(state.reviews[0]!, { closedAt: timestampNow() }),
    listReviews: () => ({ reviews: state.reviews }),
  });
  router.service(CommitteeService, {
    getCommittee() {
      if (!state.committee) throw new ConnectError("none", Code.NotFound);
      return state.committee;
    },
    appointCommittee({ school, members }) {
      const missingRoles = [CommitteeRole.POLICE_OFFICER, CommitteeRole.PARENT].filter((role) => !members.some((one) => one.role === role));
      state.committee ??= create(CommitteeSchema, { school });
      return Object.assign(state.committee, { members, missingRoles });
    },
    recordMeeting({ requestId: id, school, heldAt, presentIds, findings }) {
      state.meetings.unshift(create(CommitteeMeetingSchema, { id, school, heldAt, presentIds, findings }));
      Object.assign(state.committee!, { lastMeetingAt: heldAt, meetingOverdue: false });
      return state.meetings[0]!;
    },
    listMeetings: () => ({ meetings: state.meetings }),
    assignActionItem({ requestId: id, school, sourceId, task, ownerId, dueAt }) {
      state.items.push(create(ActionItemSchema, { id, school, sourceId, task, ownerId, dueAt, state: ActionItem_State.OPEN }));
      return state.items.at(-1)!;
    },
    closeActionItem({ itemId, outcome }) {
      const item = state.items.find(({ id }) => id === itemId)!;
      state.items = state.items.filter((one) => one !== item);
      return Object.assign(item, { state: ActionItem_State.CLOSED, outcome, closedAt: timestampNow() });
    },
    listActionItems: () => ({ items: state.items }),
  });
}
