// The console with the fake gateway, to look at every screen: `npm run demo`, then /demo.html. The address says what
// to show: ?state=lockdown|fire|plan|drill|quiet, &out (nobody signed in), &cut (the feed breaks), &language=es, &at=lincoln-es (staff of one school).
import { create } from "@bufbuild/protobuf";
import { timestampFromMs, timestampNow } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError } from "@connectrpc/connect";
import { createRoot } from "react-dom/client";
import { SessionEnd } from "../api/api";
import { App } from "../app";
import { ActionItem_State, ActionItemSchema, CommitteeMeetingSchema, CommitteeRole, CommitteeSchema } from "../gen/watchbell/alerting/v1/committee_pb";
import { Dispatch_State } from "../gen/watchbell/alerting/v1/dispatch_pb";
import { SchoolYearSchema } from "../gen/watchbell/alerting/v1/drill_calendar_pb";
import { Drill_State, DrillKind, DrillSchema } from "../gen/watchbell/alerting/v1/drill_pb";
import { EmergencyPlanSchema } from "../gen/watchbell/alerting/v1/emergency_plan_pb";
import { Action, PendingDecisionSchema } from "../gen/watchbell/alerting/v1/incident_pb";
import { MessageTemplateSchema } from "../gen/watchbell/notification/v1/message_template_pb";
import { Level, ListUnreachedResponseSchema, NoticeSchema } from "../gen/watchbell/notification/v1/notice_pb";
import { CaseAnswer, CaseStep } from "../gen/watchbell/threat_intake/v1/case_parts_pb";
import { Case_State, CaseSchema } from "../gen/watchbell/threat_intake/v1/case_pb";
import { Tip_Category } from "../gen/watchbell/threat_intake/v1/tip_pb";
import { isLanguage } from "../i18n/dictionary";
import "../styles/index.css";
import { fillCare } from "./demo_care";
import { agencyVisit } from "./fake_agency";
import { dispatch } from "./fake_drills";
import { fireDepartment, officerPost } from "./fake_duty";
import { kStaffPermissions, makeFakeGateway, school } from "./fake_gateway";
import { cluster } from "./fake_parts";
import { openDispute, wish } from "./fake_records";
import { heldVisitor, incident, tip, visitor } from "./fake_state";

const query = new URLSearchParams(window.location.search);
const names = "Lincoln,Brookside,Columbus,Cranbury,Fox Run,Jefferson,Kendall,Marvin,Naramake,Rowayton,Silvermine,Tracey";
const schools = [
  ...names.split(",").map((name) => school(`${name.toLowerCase().replace(" ", "-")}-es`, `${name} Elementary School`)),
  ...["Ponus Ridge", "Roton", "West Rocks"].map((name) => school(name.toLowerCase(), `${name} Middle School`)),
  ...["Norwalk", "Brien McMahon"].map((name) => school(name.toLowerCase(), `${name} High School`)),
];
const at = query.get("at");
const { transport, state, feed, failNext } = makeFakeGateway({
  ...{ schools, signedIn: !query.has("out"), permissions: [...kStaffPermissions, "records.secret", "records.audit", "agency.audit", "case.audit"] },
  ...(at && { at: [at] }),
});
state.visits = [
  visitor("Maria", "Lopez"),
  visitor("Lea", "Hoffman", { overdue: true, zone: "Gym", badge: "B7R2ZP", purpose: "Repair of the boiler" }),
  visitor("James", "Okafor", { badge: "T3H8BN", purpose: "Volunteer" }),
  visitor("Nadège", "Pierre-Louis", { badge: "X9D4LA", purpose: "Pick up a child" }),
  heldVisitor(),
];
state.agencyVisits = [agencyVisit()];
state.tips = [
  tip("Somebody wrote in the group chat that they will bring a knife to lunch tomorrow. I have a screenshot.", {
    ...{ lifeSafety: true, happeningNow: true, place: "Cafeteria", category: Tip_Category.WEAPON },
  }),
  tip("A boy in my class is pushed around every day after gym.", { category: Tip_Category.BULLYING }),
];
state.exercises.dispatches = [Dispatch_State.UNCONFIRMED, Dispatch_State.SENT, Dispatch_State.CONFIRMED].map(dispatch);
state.exercises.year = create(SchoolYearSchema, { firstDay: "2026-08-26", lastDay: "2027-06-11" });
state.exercises.drills = [
  create(DrillSchema, { id: "drill-1", school: "lincoln-es", kind: DrillKind.FIRE, state: Drill_State.ANNOUNCED, scheduledAt: timestampNow() }),
  create(DrillSchema, { id: "drill-2", school: "lincoln-es", kind: DrillKind.CRISIS, state: Drill_State.COMPLETED, startedAt: timestampNow() }),
];
state.records.disputes = [openDispute];
state.records.erasures = [wish];
state.duty.posts = [officerPost];
state.duty.partners = [fireDepartment];
state.written.templates = [
  create(MessageTemplateSchema, {
    ...{ id: "template-1", school: "lincoln-es", name: "Power is out", level: Level.URGENT, version: 1 },
    texts: [
      { text: { language: "en", subject: "The power is out", body: "School goes on." }, writtenBy: "person-2", reviewedBy: "person-1" },
      { text: { language: "es", subject: "Se fue la luz", body: "Las clases continúan." }, writtenBy: "person-2" },
    ],
  }),
];
state.parts.clusters = [cluster("c1", 40), cluster("c2", 3)];
state.cases.cases = [
  create(CaseSchema, {
    ...{ id: "case-1", school: "lincoln-es", state: Case_State.EVALUATING, step: CaseStep.RESPOND },
    ...{ summary: "A threat on the school bus", exactWords: "“Tomorrow you will see.”" },
    answers: [
      { step: CaseStep.EVALUATE, answer: CaseAnswer.YES, reason: "Two witnesses heard it." },
      { step: CaseStep.RESOLVE_AS_TRANSIENT, answer: CaseAnswer.UNCLEAR, reason: "He does not talk about it." },
    ],
  }),
];
fillCare(state);
const what = query.get("state");
if (what === "lockdown") {
  state.incidents = [
    incident(Action.LOCKDOWN, { place: "North corridor" }),
    incident(Action.HOLD, { school: "kendall-es" }),
    incident(Action.EVACUATE, { school: "norwalk", drill: true, hazard: "fire" }),
  ];
}
if (what === "fire") {
  const pending = create(PendingDecisionSchema, { zone: "North wing", openedAt: timestampNow() });
  state.incidents = [incident(Action.LOCKDOWN, { commanderId: "person-1", commandOfferedTo: "person-2", pending })];
}
if (what === "plan") {
  const items = ["Call 911", "Take command", "Send somebody to meet the police at the corner of the parking lot"];
  const checklists = [
    { role: "Principal", action: Action.EVACUATE, items },
    { role: "Office", action: Action.EVACUATE, items: ["Take the rosters and the radio along"] },
  ];
  state.ready.plan = create(EmergencyPlanSchema, { school: "lincoln-es", approved: { number: 3, checklists } });
  state.incidents = [incident(Action.EVACUATE, { hazard: "fire", commanderId: "person-1" })];
  const yesterday = timestampFromMs(Date.now() - 86_400_000);
  const tomorrow = timestampFromMs(Date.now() + 86_400_000);
  state.ready.committee = create(CommitteeSchema, {
    ...{ school: "lincoln-es", meetingOverdue: true, nextMeetingDueAt: yesterday, lastMeetingAt: yesterday },
    members: [CommitteeRole.TEACHER, CommitteeRole.ADMINISTRATOR].map((role) => ({ personId: "person-2", role })),
    missingRoles: [CommitteeRole.POLICE_OFFICER, CommitteeRole.PARENT],
  });
  const findings = ["Two doors of the gym do not lock by themselves", "The radio of the office is old"];
  state.ready.meetings = [create(CommitteeMeetingSchema, { id: "meeting-1", school: "lincoln-es", heldAt: yesterday, presentIds: ["person-2"], findings })];
  state.ready.items = [ActionItem_State.OVERDUE, ActionItem_State.OPEN].map((one, i) =>
    create(ActionItemSchema, { id: `item-${i}`, school: "lincoln-es", task: findings[i], ownerId: "person-2", dueAt: i > 0 ? tomorrow : yesterday, state: one }),
  );
}
if (what === "drill") state.incidents = [incident(Action.LOCKDOWN, { drill: true })];
if (what === "all") {
  const actions = [Action.HOLD, Action.SECURE, Action.SHELTER, Action.EVACUATE, Action.LOCKDOWN];
  state.incidents = actions.map((action, i) => incident(action, { school: schools[i]!.code }));
  state.incidents.push(...actions.map((action, i) => incident(action, { school: schools[i + 6]!.code, drill: true })));
}
state.notices = [create(NoticeSchema, { id: "notice-1", school: "lincoln-es", aboutId: "incident-6", wording: "lockdown", recipients: 212 })];
state.unreached = create(ListUnreachedResponseSchema, {
  ...{ recipients: 212, reached: 209, acknowledged: 174, complete: true },
  unreached: [
    { personId: "p1", givenName: "Tom", familyName: "Becker" },
    { personId: "p2", givenName: "Ines", familyName: "Duarte" },
    { personId: "p3", givenName: "James", familyName: "Okafor", visitor: true },
  ],
  unacknowledged: [{ personId: "p4", givenName: "Lea", familyName: "Hoffman" }],
});

const language = query.get("language");
createRoot(document.getElementById("root")!).render(
  <App transport={transport} sessionEnd={new SessionEnd()} language={language && isLanguage(language) ? language : "en"} />,
);
setTimeout(() => {
  feed.send("visitor", "visit", "VisitorAdmitted", "lincoln-es", "v1");
  feed.send("threat_intake", "tip", "TipReceived", "lincoln-es", "t1");
  feed.send("visitor", "visit", "VisitorLeft", "fox-run-es", "v2");
  if (what === "lockdown") feed.send("alerting", "incident", "IncidentRaised", "lincoln-es", "i1");
  if (query.has("cut")) {
    failNext("Subscribe", ...Array.from({ length: 50 }, () => new ConnectError("cut", Code.Unavailable)));
    feed.cut();
  }
}, 300);
Object.assign(window, { watchbellDemo: { state, feed, failNext } });
