// Help without an alarm, safety answers and roll calls of the fake gateway.
import { create } from "@bufbuild/protobuf";
import { timestampNow } from "@bufbuild/protobuf/wkt";
import type { ConnectRouter } from "@connectrpc/connect";
import { type Assist, Assist_State, AssistSchema, AssistService } from "../gen/watchbell/alerting/v1/assist_pb";
import {
  AccountabilitySchema,
  type ClassMember,
  ClassMemberSchema,
  type RollCall,
  RollCallRow_State,
  RollCallSchema,
  RollCallService,
} from "../gen/watchbell/alerting/v1/roll_call_pb";
import { type SafetyAnswer, SafetyAnswer_Word, SafetyAnswerSchema, SafetyService } from "../gen/watchbell/alerting/v1/safety_pb";

export class FakePeople {
  assists: Assist[] = [];
  answers: SafetyAnswer[] = [];
  rollCalls: RollCall[] = [];
  members: ClassMember[] = [
    create(ClassMemberSchema, { personId: "s1", givenName: "Ada", familyName: "Bello", state: RollCallRow_State.UNKNOWN }),
    create(ClassMemberSchema, { personId: "s2", givenName: "Ben", familyName: "Cruz", state: RollCallRow_State.UNKNOWN }),
  ];
}

export function peopleRoutes(router: ConnectRouter, people: FakePeople): void {
  const assist = (id: string) => people.assists.find((one) => one.id === id)!;
  router.service(AssistService, {
    askForHelp({ requestId: id, school, kind, place }) {
      const asked = create(AssistSchema, { id, school, kind, place, state: Assist_State.OPEN, askedAt: timestampNow() });
      people.assists.push(asked);
      return asked;
    },
    answerAssist({ assistId }) {
      assist(assistId).state = Assist_State.ANSWERED;
      return assist(assistId);
    },
    resolveAssist({ assistId }) {
      const resolved = assist(assistId);
      people.assists = people.assists.filter((one) => one !== resolved);
      return resolved;
    },
    listAssists: () => ({ assists: people.assists }),
  });
  router.service(SafetyService, {
    reportSafety({ word, place }) {
      const answer = create(SafetyAnswerSchema, { personId: "person-1", word, place, at: timestampNow() });
      people.answers = [answer];
      return answer;
    },
    listSafety() {
      const needHelp = people.answers.filter(({ word }) => word === SafetyAnswer_Word.NEED_HELP).length;
      return { needHelp, safe: people.answers.length - needHelp, answers: people.answers };
    },
  });
  router.service(RollCallService, {
    openRollCalls({ school, incidentId }) {
      people.rollCalls = [
        create(RollCallSchema, { id: "class-1", school, incidentId, title: "Grade 3", room: "12", teacherIds: ["person-1"] }),
      ];
      return { lists: 1, people: people.members.length };
    },
    listRollCalls: () => ({ rollCalls: people.rollCalls }),
    getMyClass: () => ({ members: people.members }),
    takeRollCall({ marks }) {
      for (const { personId, state } of marks) people.members.find((one) => one.personId === personId)!.state = state;
      return people.rollCalls[0]!;
    },
    getAccountability() {
      const unaccounted = people.members.filter(
        ({ state }) => state === RollCallRow_State.UNKNOWN || state === RollCallRow_State.MISSING,
      );
      return create(AccountabilitySchema, {
        ...{ lists: 1, listsTaken: 0, people: people.members.length, accounted: people.members.length - unaccounted.length },
        missing: people.members.filter(({ state }) => state === RollCallRow_State.MISSING).length,
        unaccounted: unaccounted.map(({ personId, givenName, familyName, state }) => ({
          ...{ personId, givenName, familyName, state },
          rooms: ["12"],
        })),
      });
    },
  });
}
