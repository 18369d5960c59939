// The records desk, clearances, disputes and erasures of the fake gateway.
import { create } from "@bufbuild/protobuf";
import { timestampNow } from "@bufbuild/protobuf/wkt";
import { Code, type ConnectRouter } from "@connectrpc/connect";
import type { ReadAudit } from "../gen/watchbell/audit/v1/read_audit_pb";
import { type Erasure, Erasure_State, ErasureSchema } from "../gen/watchbell/common/v1/retention_pb";
import { type Clearance, Clearance_Status, ClearanceSchema, ClearanceService } from "../gen/watchbell/visitor/v1/clearance_pb";
import { type Dispute, DisputeSchema, DisputeService } from "../gen/watchbell/visitor/v1/dispute_pb";
import {
  type OutsideRequest,
  OutsideRequestSchema,
  RecordsClaim_Basis as Basis,
  RecordsCounselDecisionSchema,
  RecordsDisclosureSchema,
  type RecordsRequest,
  RecordsRequest_State as State,
  RecordsRequestSchema,
  RecordsResult as Result,
} from "../gen/watchbell/visitor/v1/records_request_pb";
import { type LinkCard, LinkCardSchema, RecordsService, SealedRecordsService } from "../gen/watchbell/visitor/v1/records_service_pb";
import { RetentionService } from "../gen/watchbell/visitor/v1/retention_pb";
import { refusal } from "./fake_alarm";
import { readsPage } from "./fake_reads";

export class FakeRecords {
  requests: RecordsRequest[] = [];
  sealed: RecordsRequest[] = [];
  cards: LinkCard[] = [];
  outside: OutsideRequest[] = [];
  clearances: Clearance[] = [];
  disputes: Dispute[] = [];
  erasures: Erasure[] = [];
  reads: ReadAudit[] = [];
}

export const policeWindow = create(LinkCardSchema, {
  ...{ id: "police-report", title: "Police department, records window", url: "https://police.example/records", fee: "per page" },
  bring: ["case number", "photo identification"],
});
export const openDispute = create(DisputeSchema, {
  ...{ id: "dispute-1", school: "lincoln-es", visitId: "Robert-Hale", statement: "I am not this man." },
  ...{ openedAt: timestampNow(), dueAt: timestampNow() },
});
export const wish = create(ErasureSchema, {
  ...{ id: "erasure-1", school: "lincoln-es", aggregate: "visit", aggregateId: "0198a1b2-visit", reason: "A double entry" },
  ...{ state: Erasure_State.REQUESTED, requestedBy: "person-2", requestedAt: timestampNow() },
});

export function recordsRoutes(router: ConnectRouter, state: FakeRecords): void {
  const change = <T extends { id: string }>(list: T[], id: string, next: Partial<T>): T => Object.assign(list.find((one) => one.id === id)!, next);
  router.service(RecordsService, {
    recordRequest({ requestId: id, school, claim }) {
      if (claim?.secrecyOrder || claim?.basis === Basis.GRAND_JURY_SUBPOENA) throw refusal(Code.FailedPrecondition, "COUNSEL_RECEIVES_THIS");
      const subpoena = claim?.basis === Basis.SUBPOENA_ADMINISTRATIVE;
      const request = create(RecordsRequestSchema, {
        ...{ id, school, claim, receivedAt: timestampNow(), explanation: "An administrative subpoena is not from a court." },
        ...{ state: subpoena ? State.COUNSEL : State.OPEN, result: subpoena ? Result.HOLD_FOR_COUNSEL : Result.INSPECT },
      });
      state.requests = [request, ...state.requests];
      return request;
    },
    decideRequest({ recordsRequestId, approved, fields, reason }) {
      const decision = create(RecordsCounselDecisionSchema, { approved, fields, reason });
      return change(state.requests, recordsRequestId, { decision, state: approved ? State.APPROVED : State.REFUSED });
    },
    listRequests: () => ({ requests: state.requests }),
    listRecordsReads: (page) => readsPage(state.reads, page),
    listLinkCards: () => ({ cards: state.cards }),
    openOutsideRequest({ requestId: id, school, cardId, reference, note }) {
      state.outside = [create(OutsideRequestSchema, { id, school, cardId, reference, note, openedAt: timestampNow() }), ...state.outside];
      return state.outside[0]!;
    },
    closeOutsideRequest: ({ outsideRequestId, outcome }) => change(state.outside, outsideRequestId, { outcome, closedAt: timestampNow() }),
    listOutsideRequests: () => ({ requests: state.outside.filter(({ closedAt }) => !closedAt) }),
  });
  const sealed = (request: RecordsRequest) => ({ id: request.id, school: "district", request });
  router.service(SealedRecordsService, {
    recordSealedRequest({ recording }) {
      const made = { id: recording!.requestId, school: "district", claim: recording!.claim, receivedAt: timestampNow() };
      state.sealed = [create(RecordsRequestSchema, { ...made, state: State.COUNSEL, result: Result.COUNSEL_ONLY }), ...state.sealed];
      return sealed(state.sealed[0]!);
    },
    decideSealedRequest({ decision }) {
      const { recordsRequestId, approved, fields, reason } = decision!;
      const next = { decision: create(RecordsCounselDecisionSchema, { approved, fields, reason }), state: approved ? State.APPROVED : State.REFUSED };
      return sealed(change(state.sealed, recordsRequestId, next));
    },
    releaseSealed({ release }) {
      const request = change(state.sealed, release!.recordsRequestId, { state: State.RELEASED });
      request.disclosures.push(create(RecordsDisclosureSchema, { at: timestampNow(), recipients: release!.recipients }));
      return sealed(request);
    },
    listSealedReads: (page) => readsPage(state.reads, page),
    listSealedRequests: () => ({ requests: state.sealed.map(sealed) }),
  });
  router.service(ClearanceService, {
    requestClearance({ requestId: id, school, givenName, familyName, appointmentRef }) {
      const made = create(ClearanceSchema, { id, school, givenName, familyName, appointmentRef, status: Clearance_Status.APPOINTED });
      state.clearances = [...state.clearances, made];
      return made;
    },
    decideClearance: ({ clearanceId, cleared, expiresOn }) =>
      change(state.clearances, clearanceId, { status: cleared ? Clearance_Status.CLEARED : Clearance_Status.NOT_CLEARED, expiresOn }),
    listClearances: () => ({ clearances: state.clearances }),
  });
  router.service(DisputeService, {
    openDispute({ requestId: id, school, visitId, statement }) {
      state.disputes = [...state.disputes, create(DisputeSchema, { id, school, visitId, statement })];
      return state.disputes.at(-1)!;
    },
    reviewDispute({ disputeId, outcome, findings }) {
      const reviewed = change(state.disputes, disputeId, { outcome, findings });
      state.disputes = state.disputes.filter((one) => one !== reviewed);
      return reviewed;
    },
    listDisputes: () => ({ disputes: state.disputes }),
  });
  router.service(RetentionService, {
    requestErasure({ requestId: id, school, aggregate, aggregateId, reason }) {
      if (reason === "held") throw refusal(Code.FailedPrecondition, "LEGAL_HOLD", "The law keeps this record.");
      const asked = { id, school, aggregate, aggregateId, reason, requestedBy: "person-1", state: Erasure_State.REQUESTED };
      state.erasures = [create(ErasureSchema, asked), ...state.erasures];
      return state.erasures[0]!;
    },
    confirmErasure: ({ erasureId }) => change(state.erasures, erasureId, { state: Erasure_State.DONE }),
    listErasures: () => ({ erasures: state.erasures }),
  });
}
