// What the fake gateway knows, and a few people to show.
import { create, type DescMessage, type MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { Action, type Incident, Incident_State, IncidentSchema } from "../gen/watchbell/alerting/v1/incident_pb";
import { type ListUnreachedResponse, ListUnreachedResponseSchema, type Notice } from "../gen/watchbell/notification/v1/notice_pb";
import type { TipMessage } from "../gen/watchbell/threat_intake/v1/mailbox_pb";
import { type Tip, Tip_Category, Tip_State, TipSchema } from "../gen/watchbell/threat_intake/v1/tip_pb";
import type { AgencyVisit } from "../gen/watchbell/visitor/v1/agency_visit_pb";
import type { Dismissal } from "../gen/watchbell/visitor/v1/dismissal_pb";
import type { Invitation } from "../gen/watchbell/visitor/v1/invitation_pb";
import { Document_Kind, type Visit, Visit_State, VisitSchema } from "../gen/watchbell/visitor/v1/visit_pb";
import { type WatchlistEntry, WatchlistEntry_Kind, WatchlistEntrySchema } from "../gen/watchbell/visitor/v1/watchlist_pb";
import { FakeCare } from "./fake_care";
import { FakeCases } from "./fake_cases";
import { FakeContacts } from "./fake_contacts";
import { FakeDrills } from "./fake_drills";
import { FakeDuty } from "./fake_duty";
import { FakeMessages } from "./fake_messages";
import { FakeParts } from "./fake_parts";
import { FakePeople } from "./fake_people";
import { FakeReadiness } from "./fake_readiness";
import { FakeRecords } from "./fake_records";

export class FakeState {
  cases = new FakeCases();
  care = new FakeCare();
  contacts = new FakeContacts();
  exercises = new FakeDrills();
  ready = new FakeReadiness();
  parts = new FakeParts();
  duty = new FakeDuty();
  records = new FakeRecords();
  people = new FakePeople();
  written = new FakeMessages();
  visits: Visit[] = [];
  invitations: Invitation[] = [];
  entries: WatchlistEntry[] = [];
  agencyVisits: AgencyVisit[] = [];
  dismissals: Dismissal[] = [];
  incidents: Incident[] = [];
  /** Schools that refuse an alarm, and why. */
  refusedAt = new Map<string, string>();
  notices: Notice[] = [];
  unreached: ListUnreachedResponse = create(ListUnreachedResponseSchema);
  tips: Tip[] = [];
  messages: TipMessage[] = [];
  /** Answers by request id: the same request twice is one effect. */
  answered = new Map<string, unknown>();

  once<T>(requestId: string, effect: () => T): T {
    if (!this.answered.has(requestId)) this.answered.set(requestId, effect());
    return this.answered.get(requestId) as T;
  }
}

// Fields that differ from the example.
type More<Desc extends DescMessage> = Omit<Partial<Exclude<MessageInitShape<Desc>, { $typeName: string }>>, "$typeName" | "$unknown">;

const minutesAgo = (minutes: number) => timestampFromMs(Date.now() - minutes * 60_000);

export function visitor(givenName: string, familyName: string, more: More<typeof VisitSchema> = {}): Visit {
  return create(VisitSchema, {
    ...{ id: `${givenName}-${familyName}`, school: "lincoln-es", state: Visit_State.ON_SITE, givenName, familyName },
    ...{ badge: "K7M2QX", purpose: "Reading hour", dateOfBirth: "1984-06-02" },
    document: { kind: Document_Kind.DRIVING_LICENCE, numberLast4: "4417" },
    arrivedAt: minutesAgo(26),
    admittedAt: minutesAgo(25),
    ...more,
  });
}

export function heldVisitor(): Visit {
  return visitor("Robert", "Hale", {
    ...{ state: Visit_State.HELD, badge: "", admittedAt: undefined, dateOfBirth: "1979-11-04" },
    matches: [
      {
        ...{ entryId: "entry-1", outcome: "PROBABLE", nameGrade: "STRONG", dobGrade: "SAME", score: 0.93 },
        terms: ["Family name is the same.", "Given name Robert is a form of Bob.", "Date of birth is the same."],
      },
    ],
  });
}

export const listedPerson = create(WatchlistEntrySchema, {
  ...{ id: "entry-1", school: "district", kind: WatchlistEntry_Kind.TRESPASS, givenName: "Bob", familyName: "Hale" },
  ...{ dateOfBirth: "1979-11-04", description: "About 6 ft, grey beard, scar on the left hand", expiresOn: "2027-06-30" },
});

export function incident(action: Action, more: More<typeof IncidentSchema> = {}): Incident {
  return create(IncidentSchema, {
    ...{ id: `incident-${action}`, school: "lincoln-es", state: Incident_State.OPEN, action, sequence: 1n },
    zones: [{ name: "site", action }],
    raisedAt: minutesAgo(3),
    ...more,
  });
}

export function tip(text: string, more: More<typeof TipSchema> = {}): Tip {
  return create(TipSchema, {
    ...{ id: `tip-${text.length}`, school: "lincoln-es", state: Tip_State.RECEIVED, category: Tip_Category.THREAT, text },
    receivedAt: minutesAgo(4),
    escalatesAt: minutesAgo(-1),
    ...more,
  });
}
