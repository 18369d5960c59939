// Drills, the school year and calls to the police of the fake gateway.
import { create } from "@bufbuild/protobuf";
import { timestampNow } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, type ConnectRouter } from "@connectrpc/connect";
import {
  Dispatch_Cause,
  Dispatch_Line,
  Dispatch_State,
  DispatchAttempt_Outcome,
  type Dispatch,
  DispatchConfirmationSchema,
  DispatchSchema,
  DispatchService,
} from "../gen/watchbell/alerting/v1/dispatch_pb";
import {
  ComplianceSchema,
  ComplianceStatus,
  DrillCalendarService,
  type DrillReport,
  DrillReportSchema,
  type SchoolYear,
  SchoolYearSchema,
} from "../gen/watchbell/alerting/v1/drill_calendar_pb";
import { type Drill, Drill_State, DrillEvaluationSchema, DrillSchema, DrillService } from "../gen/watchbell/alerting/v1/drill_pb";
import { Action } from "../gen/watchbell/alerting/v1/incident_pb";
import { refusal } from "./fake_alarm";

export class FakeDrills {
  drills: Drill[] = [];
  year: SchoolYear | undefined;
  report: DrillReport | undefined;
  dispatches: Dispatch[] = [];
}

/** A lockdown that 911 was told of. */
export function dispatch(state: Dispatch_State): Dispatch {
  return create(DispatchSchema, {
    ...{ id: `dispatch-${state}`, school: "lincoln-es", state, line: Dispatch_Line.EMERGENCY_911, cause: Dispatch_Cause.INCIDENT },
    ...{ requestedAt: timestampNow(), report: { action: Action.LOCKDOWN, place: "Gym", schoolName: "Lincoln Elementary School" } },
    attempts: [{ number: 1, at: timestampNow(), outcome: DispatchAttempt_Outcome.UNREACHABLE }],
  });
}

const kFindings = {
  initial: { span: "initial", rule: "D1", status: ComplianceStatus.LATE, dueOn: "2026-09-25", drillDays: ["2026-09-26"] },
  months: [
    { span: "2026-10", rule: "D2", status: ComplianceStatus.LATE, dueOn: "2026-10-31" },
    { span: "2026-11", rule: "D3", status: ComplianceStatus.SUBSTITUTED, dueOn: "2026-11-30", drillDays: ["2026-11-12"] },
  ],
  quarters: [{ span: "2026-09..2026-11", rule: "D3", status: ComplianceStatus.DONE, dueOn: "2026-11-30", drillDays: ["2026-11-12"] }],
  yearly: [
    { span: "evaluation", rule: "D5", status: ComplianceStatus.LATE, dueOn: "2027-06-30", missing: ["0198-drill"] },
    { span: "officials", rule: "D7", status: ComplianceStatus.DUE, dueOn: "2027-06-30", missing: ["OFFICE_EMS"] },
  ],
};

export function drillRoutes(router: ConnectRouter, state: FakeDrills): void {
  const find = (id: string): Drill => {
    const found = state.drills.find((one) => one.id === id);
    if (!found) throw new ConnectError("gone", Code.NotFound);
    return found;
  };
  const to = (id: string, next: Partial<Drill>) => Object.assign(find(id), next);
  router.service(DrillService, {
    scheduleDrill({ requestId: id, school, kind, scheduledAt, plan }) {
      if (plan?.attackerSimulation && plan.withStudents) throw refusal(Code.FailedPrecondition, "ATTACKER_SIMULATION");
      state.drills = [create(DrillSchema, { id, school, kind, scheduledAt, plan, state: Drill_State.SCHEDULED }), ...state.drills];
      return find(id);
    },
    announceDrill: ({ drillId }) => to(drillId, { state: Drill_State.ANNOUNCED }),
    beginDrill: ({ drillId }) => to(drillId, { state: Drill_State.RUNNING, startedAt: timestampNow() }),
    endDrill: ({ drillId }) => to(drillId, { state: Drill_State.COMPLETED, endedAt: timestampNow() }),
    abortDrill: ({ drillId, reason }) => to(drillId, { state: Drill_State.ABORTED, reason }),
    evaluateDrill({ drillId, office, score, feedback }) {
      const drill = find(drillId);
      drill.evaluations.push(create(DrillEvaluationSchema, { office, score, feedback }));
      return drill;
    },
    listDrills: ({ school }) => ({ drills: state.drills.filter((one) => one.school === school) }),
  });
  router.service(DrillCalendarService, {
    setSchoolYear({ school, year, firstDay, lastDay, closedDays, policy }) {
      state.year = create(SchoolYearSchema, { school, year, firstDay, lastDay, closedDays, policy });
      return state.year;
    },
    getSchoolYear() {
      if (!state.year) throw new ConnectError("unset", Code.NotFound);
      return state.year;
    },
    getCompliance() {
      if (!state.year) throw new ConnectError("unset", Code.NotFound);
      return create(ComplianceSchema, kFindings);
    },
    issueDrillReport() {
      state.report = create(DrillReportSchema, { version: (state.report?.version ?? 0) + 1, issuedAt: timestampNow() });
      return state.report;
    },
    getDrillReport() {
      if (!state.report) throw new ConnectError("none", Code.NotFound);
      return state.report;
    },
    async *exportDrillReport({ version }) {
      yield { csv: "line,status\n", version };
      yield { csv: "initial,late\n", version };
    },
  });
  router.service(DispatchService, {
    listDispatches: () => ({ dispatches: state.dispatches }),
    requestDispatch({ requestId: id, school, text, place, timing, danger }) {
      const past = timing === 2 && danger === 2;
      const sent = create(DispatchSchema, {
        ...{ id, school, state: Dispatch_State.REQUESTED, cause: Dispatch_Cause.PERSON, report: { text, place } },
        ...{ line: past ? Dispatch_Line.POLICE_NON_EMERGENCY : Dispatch_Line.EMERGENCY_911, requestedAt: timestampNow() },
      });
      state.dispatches = [...state.dispatches, sent];
      return sent;
    },
    confirmDispatch({ dispatchId, reference }) {
      const about = state.dispatches.find(({ id }) => id === dispatchId)!;
      const confirmation = { reference, recordedBy: "person-1", at: timestampNow() };
      const confirmed = Object.assign(create(DispatchSchema), about, {
        state: Dispatch_State.CONFIRMED,
        confirmation: create(DispatchConfirmationSchema, confirmation),
      });
      state.dispatches = state.dispatches.map((one) => (one === about ? confirmed : one));
      return confirmed;
    },
  });
}
