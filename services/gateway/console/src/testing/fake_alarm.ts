// Alarms and notices of the fake gateway.
import { create } from "@bufbuild/protobuf";
import { timestampFromMs, timestampNow } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, type ConnectRouter } from "@connectrpc/connect";
import { kUndoMs } from "../alarm/undo";
import { AlarmService } from "../gen/watchbell/alerting/v1/alarm_service_pb";
import { Action, EscalationSchema, type Incident, Incident_State, PoliceConfirmationSchema, ZoneSchema } from "../gen/watchbell/alerting/v1/incident_pb";
import { RefusalSchema } from "../gen/watchbell/common/v1/event_pb";
import { NoticeService } from "../gen/watchbell/notification/v1/notice_pb";
import type { FakeFeed } from "./fake_feed";
import { type FakeState, incident } from "./fake_state";

export function refusal(code: Code, reason: string, remedy = ""): ConnectError {
  return new ConnectError(reason, code, undefined, [{ desc: RefusalSchema, value: { reason, remedy } }]);
}

export function alarmRoutes(router: ConnectRouter, state: FakeState, feed: FakeFeed): void {
  const changed = (fact: string, about: Incident) => {
    feed.send("alerting", "incident", fact, about.school, about.id);
    return about;
  };
  const find = (id: string) => {
    const found = state.incidents.find((one) => one.id === id);
    if (!found) throw new ConnectError("gone", Code.NotFound);
    return found;
  };
  const close = (fact: string, about: Incident) => {
    state.incidents = state.incidents.filter((one) => one !== about);
    return changed(fact, about);
  };
  const open = (request: { requestId: string; school: string; action: Action }, drill: boolean) =>
    state.once(request.requestId, () => {
      const undoUntil = drill ? undefined : timestampFromMs(Date.now() + kUndoMs);
      const who = { raisedBy: "person-1", raisedAt: timestampNow(), undoUntil };
      const raised = incident(request.action, { id: request.requestId, school: request.school, drill, ...who });
      state.incidents = [...state.incidents.filter((one) => one.school !== request.school), raised];
      return changed("IncidentRaised", raised);
    });

  router.service(AlarmService, {
    raise: (request) => open(request, false),
    raiseMany: ({ requestId, action, schools }) => ({
      schools: schools.map(({ school, confirmation }) => {
        if (school !== confirmation) throw refusal(Code.InvalidArgument, "CONFIRMATION_MISSING");
        if (state.refusedAt.has(school)) return { school, refusal: state.refusedAt.get(school) };
        return { school, incident: open({ requestId: `${requestId}/${school}`, school, action }, false) };
      }),
    }),
    startDrill: (request) => open(request, true),
    setAction(request) {
      const about = find(request.incidentId);
      const escalates = request.action === Action.LOCKDOWN && about.action !== Action.LOCKDOWN;
      about.escalation = escalates ? create(EscalationSchema, { by: "person-1", before: about.zones }) : undefined;
      about.zones = [create(ZoneSchema, { name: "site", action: request.action })];
      about.action = request.action;
      about.sequence++;
      return changed("ActionSet", about);
    },
    takeCommand(request) {
      const about = find(request.incidentId);
      Object.assign(about, { commanderId: "person-1", commandOfferedTo: "" });
      return changed("CommandTaken", about);
    },
    offerCommand({ incidentId, to }) {
      return changed("CommandOffered", Object.assign(find(incidentId), { commandOfferedTo: to }));
    },
    decideFire({ incidentId, zones, destination }) {
      const about = find(incidentId);
      about.pending = undefined;
      about.zones.push(...zones.map((name) => create(ZoneSchema, { name, action: Action.EVACUATE, detail: { hazard: "fire", destination } })));
      return changed("DecisionMade", about);
    },
    confirmPolice(request) {
      const about = find(request.incidentId);
      about.police = create(PoliceConfirmationSchema, { reference: request.reference, at: timestampNow() });
      return changed("PoliceConfirmed", about);
    },
    release(request) {
      const about = find(request.incidentId);
      if (about.action === Action.LOCKDOWN && !about.drill && !about.police)
        throw refusal(Code.FailedPrecondition, "POLICE_CONFIRMATION_MISSING");
      if (about.action === Action.EVACUATE && !request.withoutRollCall) throw refusal(Code.FailedPrecondition, "ROLL_CALL_OPEN");
      about.rollCallWaived = request.withoutRollCall;
      return close("IncidentReleased", about);
    },
    undo: (request) =>
      state.once(request.requestId, () => {
        const about = find(request.incidentId);
        const { escalation } = about;
        if (escalation) {
          Object.assign(about, { escalation: undefined, zones: escalation.before, action: escalation.before[0]!.action });
          return changed("EscalationUndone", about);
        }
        return close("IncidentCancelled", Object.assign(about, { state: Incident_State.CANCELLED, undone: true }));
      }),
    cancel: (request) => close("IncidentCancelled", find(request.incidentId)),
    listOpenIncidents: () => ({ incidents: state.incidents }),
  });
  router.service(NoticeService, {
    listNotices: () => ({ notices: state.notices }),
    listUnreached: () => state.unreached,
    acknowledge: () => ({ acknowledgedAt: timestampNow() }),
  });
}
