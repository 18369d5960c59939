// The contact test, who is not reached, and the figures of the fake gateway.
import { create } from "@bufbuild/protobuf";
import { timestampNow } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, type ConnectRouter } from "@connectrpc/connect";
import {
  type ContactTest,
  ContactTestSchema,
  type GetChannelHealthResponse,
  GetChannelHealthResponseSchema,
  type GetFatigueReportResponse,
  GetFatigueReportResponseSchema,
  type ListUnreachableResponse,
  ListUnreachableResponseSchema,
  ReadinessService,
} from "../gen/watchbell/notification/v1/contact_test_pb";
import { ContactPoint_Channel } from "../gen/watchbell/notification/v1/directory_pb";
import { Attempt_State, Channel, Level } from "../gen/watchbell/notification/v1/notice_pb";
import { refusal } from "./fake_alarm";

export class FakeContacts {
  test?: ContactTest;
  unreached: ListUnreachableResponse = create(ListUnreachableResponseSchema, { recipients: 80, reached: 80, complete: true });
  fatigue: GetFatigueReportResponse = create(GetFatigueReportResponseSchema);
  health: GetChannelHealthResponse = create(GetChannelHealthResponseSchema);
}

const failed = (channel: Channel, reason: string) => ({ channel, reason, state: Attempt_State.UNREACHABLE });

export const someUnreached = create(ListUnreachableResponseSchema, {
  ...{ recipients: 412, reached: 409, complete: true },
  households: [
    {
      studentIds: ["student-1"],
      stopped: [{ personId: "g3", givenName: "Rosa", familyName: "Pires", stopped: [ContactPoint_Channel.SMS] }],
    },
    {
      ...{ studentIds: ["student-2"], nobodyReached: true },
      people: [
        {
          ...{ personId: "g1", givenName: "Jean", familyName: "Baptiste" },
          attempts: [failed(Channel.EMAIL, "ADDRESS_UNKNOWN"), failed(Channel.SMS, "NO_ADDRESS")],
        },
      ],
    },
    { people: [{ personId: "s1", givenName: "Tom", familyName: "Becker", attempts: [failed(Channel.SMS, "A_NEW_REASON")] }], nobodyReached: true },
  ],
});
export const manyMessages = create(GetFatigueReportResponseSchema, {
  ...{ overBudget: 12, budget: 8 },
  rows: [
    { level: Level.URGENT, notices: 11, drills: 2, people: 900, median: 3, most: 10 },
    { level: Level.INFO, notices: 4, people: 60, median: 1, most: 2 },
  ],
});
export const oneBadChannel = create(GetChannelHealthResponseSchema, {
  channels: [
    { channel: Channel.EMAIL, sent: 900, failed: 3, unreachable: 12, medianMs: 800, slowestMs: 4_200, reasons: [{ reason: "MAILBOX_FULL", attempts: 3 }] },
    { channel: Channel.VOICE, sent: 0, failed: 40, reasons: [{ reason: "PROVIDER_UNREACHABLE", attempts: 40 }] },
  ],
});

export function contactRoutes(router: ConnectRouter, state: FakeContacts): void {
  const change = (school: string, next: Partial<ContactTest>) =>
    (state.test = Object.assign(state.test ?? create(ContactTestSchema, { id: "contact-test", school }), next));
  router.service(ReadinessService, {
    planContactTests: ({ school, dayOfMonth }) => change(school, { dayOfMonth, nextAt: dayOfMonth > 0 ? timestampNow() : undefined }),
    startContactTest({ requestId, school }) {
      if (state.test?.lastAt) throw refusal(Code.FailedPrecondition, "TESTED_TODAY");
      return change(school, { lastAt: timestampNow(), lastRunId: requestId });
    },
    getContactTest() {
      if (!state.test) throw new ConnectError("none", Code.NotFound);
      return state.test;
    },
    listUnreachable: () => state.unreached,
    getFatigueReport: () => state.fatigue,
    getChannelHealth: () => state.health,
  });
}
