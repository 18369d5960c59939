// Badges, invitations and dismissals of the fake gateway. The student of the name "barred" may not go with anybody.
import { create } from "@bufbuild/protobuf";
import { timestampNow } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, type ConnectRouter } from "@connectrpc/connect";
import { BadgeFormat, BadgeService } from "../gen/watchbell/visitor/v1/badge_pb";
import {
  ChildAnswer_Answer,
  Dismissal_Hold,
  Dismissal_State,
  DismissalSchema,
  DismissalService,
} from "../gen/watchbell/visitor/v1/dismissal_pb";
import { Invitation_State, InvitationSchema, InvitationService } from "../gen/watchbell/visitor/v1/invitation_pb";
import type { FakeState } from "./fake_state";

// One grey point: a picture is there, what it shows is the service's business.
const kPng = Uint8Array.from(
  atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGOoBwAAgQCAR4FEtgAAAABJRU5ErkJggg=="),
  (letter) => letter.charCodeAt(0),
);

export function frontRoutes(router: ConnectRouter, state: FakeState): void {
  router.service(BadgeService, {
    renderBadge: ({ format }) => ({
      content: kPng,
      mediaType: format === BadgeFormat.PNG ? "image/png" : "application/pdf",
      print: 1,
    }),
    reprintBadge: ({ visitId, reason }) => ({ id: visitId, validPrint: 2, prints: 2, reason }),
    voidBadge: ({ visitId, reason }) => ({ id: visitId, prints: 1, reason }),
    setPhoto: ({ visitId }) => ({ id: visitId, validPrint: 1, prints: 1 }),
  });
  router.service(InvitationService, {
    createInvitation: (request) =>
      state.once(request.requestId, () => {
        const made = Object.assign(request.invitation ?? create(InvitationSchema), {
          ...{ id: request.requestId, school: request.school, state: Invitation_State.OPEN },
        });
        state.invitations = [...state.invitations, made];
        return { invitation: made, code: `WB1/${request.school}/${made.id}/c2VjcmV0c2VjcmV0` };
      }),
    cancelInvitation(request) {
      const found = state.invitations.find(({ id }) => id === request.invitationId);
      if (!found) throw new ConnectError("gone", Code.NotFound);
      state.invitations = state.invitations.filter((one) => one !== found);
      return { ...found, state: Invitation_State.CANCELLED };
    },
    lookUpCode(request) {
      const found = state.invitations.find(({ id }) => id === request.code.split("/")[2]);
      if (!found) throw new ConnectError("gone", Code.NotFound);
      return found;
    },
    listInvitations: () => ({ invitations: state.invitations }),
  });
  dismissalRoutes(router, state);
}

function dismissalRoutes(router: ConnectRouter, state: FakeState): void {
  const find = (id: string) => {
    const found = state.dismissals.find((one) => one.id === id);
    if (!found) throw new ConnectError("gone", Code.NotFound);
    return found;
  };
  const hold = (id: string, why: Dismissal_Hold) => Object.assign(find(id), { state: Dismissal_State.HELD, hold: why });
  router.service(DismissalService, {
    requestDismissal: (request) =>
      state.once(request.requestId, () => {
        const made = create(DismissalSchema, {
          ...{ id: request.requestId, school: request.school, studentId: request.studentId, visitId: request.visitId },
          ...{ state: Dismissal_State.REQUESTED, adultGivenName: "Maria", adultFamilyName: "Lopez" },
          requestedAt: timestampNow(),
        });
        state.dismissals = [...state.dismissals, made];
        return made;
      }),
    checkAdult: ({ dismissalId }) =>
      find(dismissalId).studentId === "barred"
        ? hold(dismissalId, Dismissal_Hold.BARRED)
        : Object.assign(find(dismissalId), { state: Dismissal_State.CHECKED }),
    recordChildAnswer: ({ dismissalId, answer }) =>
      answer === ChildAnswer_Answer.NO
        ? hold(dismissalId, Dismissal_Hold.CHILD_SAID_NO)
        : Object.assign(find(dismissalId), { state: Dismissal_State.READY }),
    releaseStudent: ({ dismissalId }) => Object.assign(find(dismissalId), { state: Dismissal_State.RELEASED }),
    refuseDismissal: ({ dismissalId, reason }) =>
      Object.assign(find(dismissalId), { state: Dismissal_State.REFUSED, refusal: reason }),
    listDismissals: () => ({ dismissals: state.dismissals }),
  });
}
