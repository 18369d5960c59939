// A gateway inside the browser, with the real protocol's types: for the component tests and for the demo page. It
// keeps the few rules that the screens show; the services' own tests prove the rules themselves.
import { create } from "@bufbuild/protobuf";
import { Code, ConnectError, createRouterTransport, type Interceptor, type Transport } from "@connectrpc/connect";
import { SessionService } from "../gen/watchbell/gateway/v1/session_service_pb";
import { PersonSchema, type School, SchoolSchema } from "../gen/watchbell/notification/v1/directory_pb";
import { DirectoryService } from "../gen/watchbell/notification/v1/directory_service_pb";
import { alarmRoutes } from "./fake_alarm";
import { FakeFeed } from "./fake_feed";
import { agencyRoutes } from "./fake_agency";
import { careRoutes } from "./fake_care";
import { caseRoutes } from "./fake_cases";
import { contactRoutes } from "./fake_contacts";
import { drillRoutes } from "./fake_drills";
import { dutyRoutes } from "./fake_duty";
import { frontRoutes } from "./fake_front";
import { listRoutes } from "./fake_lists";
import { messageRoutes } from "./fake_messages";
import { partRoutes } from "./fake_parts";
import { peopleRoutes } from "./fake_people";
import { readinessRoutes } from "./fake_readiness";
import { recordsRoutes } from "./fake_records";
import { tipRoutes } from "./fake_tips";
import { visitRoutes } from "./fake_visits";
import { FakeState } from "./fake_state";

export const kStaffPermissions = [
  ...["session.use", "incident.read", "incident.raise", "incident.admin", "incident.command"],
  ...["incident.raise_many", "incident.release", "drill.start", "visit.check_in", "visit.read", "visit.decide_match", "watchlist.read"],
  ...["visit.invite", "dismissal.read", "dismissal.desk", "agency.record", "agency.read", "watchlist.edit"],
  ...["notice.read", "notice.acknowledge", "tip.read", "tip.triage", "rollcall.take", "rollcall.read"],
  ...["message.read", "message.write", "message.approve", "message.return", "case.read", "case.work", "case.team", "suicide_risk.work"],
  ...["drill.read", "drill.plan", "drill.evaluate", "drill.calendar", "dispatch.read", "dispatch.request", "dispatch.confirm"],
  ...["records.read", "records.record", "records.release", "clearance.read", "clearance.edit", "dispute.review"],
  ...["directory.read", "duty.read", "duty.assign", "duty.hand_over", "partner.read", "partner.edit", "retention.erase"],
  ...["template.edit", "template.review", "audience.edit", "report.read", "readiness.read", "readiness.edit"],
  ...["plan.read", "plan.edit", "plan.approve", "training.read", "training.edit", "review.read", "review.edit", "committee.read", "committee.edit"],
];

export interface FakeGateway {
  transport: Transport;
  state: FakeState;
  feed: FakeFeed;
  /** Every request that came in: method name and request id. */
  calls: { method: string; requestId: string }[];
  /** Fails the next calls of a method, in order. */
  failNext(method: string, ...errors: ConnectError[]): void;
}

interface Options {
  signedIn?: boolean;
  permissions?: string[];
  /** Codes at which the person has a role; "district" for all. */
  at?: string[];
  schools?: School[];
  interceptors?: Interceptor[];
}

export function school(code: string, name: string): School {
  return create(SchoolSchema, { id: code, code, name });
}

const kColleague = create(PersonSchema, { id: "person-2", givenName: "Tom", familyName: "Becker", role: "teacher" });

// Of no single school.
const kPsychologist = create(PersonSchema, { id: "person-9", givenName: "Ella", familyName: "Walsh", role: "psychologist" });

export const kSchools = [school("lincoln-es", "Lincoln Elementary School"), school("norwood-hs", "Norwood High School")];

export function makeFakeGateway(options: Options = {}): FakeGateway {
  const { permissions = kStaffPermissions, at = ["district"], schools = kSchools } = options;
  const state = new FakeState();
  const feed = new FakeFeed();
  const calls: FakeGateway["calls"] = [];
  const failures = new Map<string, ConnectError[]>();
  let signedIn = options.signedIn ?? true;

  const session = () => ({
    personId: "person-1",
    displayName: "Ana Rivera",
    grants: at.map((code) => ({ role: "staff", school: code })),
    permissions,
  });
  const record: Interceptor = (next) => async (request) => {
    const message = request.stream ? {} : request.message;
    const requestId = "requestId" in message ? String(message.requestId) : "";
    calls.push({ method: request.method.name, requestId });
    const failure = failures.get(request.method.name)?.shift();
    if (failure) throw failure;
    return next(request);
  };

  const transport = createRouterTransport(
    (router) => {
      router.service(SessionService, {
        signIn(request) {
          if (request.password !== "correct horse") throw new ConnectError("no", Code.Unauthenticated);
          signedIn = true;
          return session();
        },
        getSession() {
          if (!signedIn) throw new ConnectError("no", Code.Unauthenticated);
          return session();
        },
        signOut() {
          signedIn = false;
          return {};
        },
      });
      router.service(DirectoryService, {
        listSchools: () => ({ schools }),
        searchPeople: ({ school: at }) => ({ people: [at === "district" ? kPsychologist : kColleague] }),
        getPerson({ school: at, personId }) {
          if (personId !== kPsychologist.id) return kColleague;
          if (at !== "district") throw new ConnectError("none", Code.NotFound);
          return kPsychologist;
        },
      });
      listRoutes(router, state);
      alarmRoutes(router, state, feed);
      messageRoutes(router, state.written);
      contactRoutes(router, state.contacts);
      caseRoutes(router, state.cases);
      careRoutes(router, state.care);
      recordsRoutes(router, state.records);
      dutyRoutes(router, state.duty);
      partRoutes(router, state.parts);
      readinessRoutes(router, state.ready);
      drillRoutes(router, state.exercises);
      peopleRoutes(router, state.people);
      visitRoutes(router, state, feed);
      frontRoutes(router, state);
      agencyRoutes(router, state, permissions);
      tipRoutes(router, state, feed);
      feed.routes(router);
    },
    { transport: { interceptors: [...(options.interceptors ?? []), record] } },
  );
  return {
    transport,
    state,
    feed,
    calls,
    failNext: (method, ...errors) => failures.set(method, [...(failures.get(method) ?? []), ...errors]),
  };
}
