// The duty roster and the partners of the fake gateway.
import { create } from "@bufbuild/protobuf";
import { timestampNow } from "@bufbuild/protobuf/wkt";
import type { ConnectRouter } from "@connectrpc/connect";
import { type DutyPost, DutyPost_Role, DutyPostSchema, DutyRosterSchema, type HandOver, HandOverSchema } from "../gen/watchbell/notification/v1/directory_pb";
import { DutyService, type SetDutyExceptionRequest } from "../gen/watchbell/notification/v1/duty_service_pb";
import { Hazard, type Partner, Partner_Kind, PartnerSchema, PartnerService } from "../gen/watchbell/notification/v1/partner_pb";

export class FakeDuty {
  posts: DutyPost[] = [];
  handOvers: HandOver[] = [];
  exceptions: SetDutyExceptionRequest[] = [];
  partners: Partner[] = [];
}

const kWeekdays = [1, 2, 3, 4, 5];

export const officerPost = create(DutyPostSchema, {
  ...{ id: "sso", role: DutyPost_Role.SSO, personId: "person-2", alternateIds: ["person-3"] },
  hours: kWeekdays.map((weekday) => ({ weekday, fromMinute: 450, untilMinute: 930 })),
});
export const fireDepartment = create(PartnerSchema, {
  ...{ id: "partner-1", school: "lincoln-es", kind: Partner_Kind.FIRE, name: "Fire department", phone: "+12035550100" },
  callList: [{ hazard: Hazard.FIRE, place: 1 }],
});

export function dutyRoutes(router: ConnectRouter, state: FakeDuty): void {
  const roster = () => create(DutyRosterSchema, { posts: state.posts });
  router.service(DutyService, {
    getDuty: () =>
      state.posts.length > 0
        ? { answering: state.posts.map(({ personId, role }) => ({ personId, role, givenName: "Tom", familyName: "Becker" })) }
        : { gap: true, police: true },
    getDutyRoster: roster,
    setDutyPosts({ posts }) {
      state.posts = posts;
      return roster();
    },
    setDutyException(request) {
      state.exceptions.push(request);
      return roster();
    },
    handOverDuty({ postId, toPersonId, note }) {
      const fromPersonId = state.posts.find(({ id }) => id === postId)!.personId;
      state.handOvers = [create(HandOverSchema, { postId, fromPersonId, toPersonId, note, at: timestampNow() })];
      return roster();
    },
    listHandOvers: () => ({ handOvers: state.handOvers }),
    listDutyGaps: () => (state.posts.length > 0 ? { gaps: [] } : { gaps: [{ from: timestampNow(), until: timestampNow() }] }),
  });
  router.service(PartnerService, {
    savePartner({ requestId, school, partnerId, partner }) {
      const saved = create(PartnerSchema, { ...partner!, id: partnerId || requestId, school });
      state.partners = [...state.partners.filter(({ id }) => id !== saved.id), saved];
      return saved;
    },
    verifyPartner({ partnerId }) {
      return Object.assign(state.partners.find(({ id }) => id === partnerId)!, { verifiedAt: timestampNow() });
    },
    listPartners: () => ({ partners: state.partners, staleIds: state.partners.filter((one) => !one.verifiedAt).map(({ id }) => id) }),
    getCallList: ({ hazard }) => ({ partners: state.partners.filter(({ callList }) => callList.some((place) => place.hazard === hazard)) }),
  });
}
