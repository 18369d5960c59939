// Agency visits of the fake gateway: counsel is offered the authorisation, nobody else.
import { create } from "@bufbuild/protobuf";
import { timestampNow } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, type ConnectRouter } from "@connectrpc/connect";
import { AgencyDocumentKind, DocumentGround_Kind, Seen, SignerTitle } from "../gen/watchbell/visitor/v1/agency_document_pb";
import { AgencyService } from "../gen/watchbell/visitor/v1/agency_service_pb";
import { AgencyStep, type AgencyVisit, AgencyVisit_State, AgencyVisitSchema } from "../gen/watchbell/visitor/v1/agency_visit_pb";
import type { FakeState } from "./fake_state";

const kSha = "9f2c".repeat(16);

/** With an administrative warrant, waiting for counsel. */
export function agencyVisit(): AgencyVisit {
  return create(AgencyVisitSchema, {
    ...{ id: "agency-1", school: "lincoln-es", state: AgencyVisit_State.LEGAL_REVIEW, agency: "A federal agency" },
    ...{ place: "Main entry", peopleCount: 2, arrivedAt: timestampNow() },
    officers: [{ name: "J. Doe", title: "Officer", badgeNumber: "4411" }],
    documents: [
      {
        sha256: kSha,
        capturedAt: timestampNow(),
        advice: {
          kind: AgencyDocumentKind.I_205,
          looksJudicial: false,
          grounds: [
            { kind: DocumentGround_Kind.COURT_NAMED, met: Seen.NO, explanation: "The heading names no court." },
            { kind: DocumentGround_Kind.SIGNED_BY_JUDGE, met: Seen.NO, explanation: "The signer is an officer." },
            { kind: DocumentGround_Kind.SIGNATURE_PRESENT, met: Seen.YES, explanation: "It is signed." },
          ],
        },
      },
    ],
    log: [{ at: timestampNow(), step: AgencyStep.ARRIVE, actorId: "staff-1", state: AgencyVisit_State.ARRIVED_OUTSIDE }],
  });
}

export function agencyRoutes(router: ConnectRouter, state: FakeState, permissions: string[]): void {
  const counsel = permissions.includes("agency.authorise");
  const find = (id: string) => {
    const found = state.agencyVisits.find((one) => one.id === id);
    if (!found) throw new ConnectError("gone", Code.NotFound);
    return found;
  };
  const to = (id: string, next: AgencyVisit_State) => Object.assign(find(id), { state: next });
  router.service(AgencyService, {
    recordArrival: (request) =>
      state.once(request.requestId, () => {
        const { requestId: id, school, agency, place, peopleCount } = request;
        const visit = create(AgencyVisitSchema, { ...{ id, school, agency, place, peopleCount }, state: AgencyVisit_State.ARRIVED_OUTSIDE });
        state.agencyVisits = [...state.agencyVisits, visit];
        return visit;
      }),
    identifyOfficers: ({ visitId }) => to(visitId, AgencyVisit_State.IDENTIFYING),
    captureDocument(request) {
      const administrative = request.facts?.signerTitle === SignerTitle.OFFICER;
      const kind = administrative ? AgencyDocumentKind.I_205 : AgencyDocumentKind.UNCLEAR;
      return Object.assign(find(request.visitId), { documents: [{ ...agencyVisit().documents[0]!, advice: { kind, grounds: [], remarks: [] } }] });
    },
    handToAdministrator: ({ visitId }) => to(visitId, AgencyVisit_State.ADMIN_REVIEW),
    refuse: ({ visitId }) => to(visitId, AgencyVisit_State.REFUSED),
    authorise: ({ visitId }) => to(visitId, AgencyVisit_State.AUTHORISED),
    recordDeparture: ({ visitId }) => to(visitId, AgencyVisit_State.DEPARTED),
    getAgencyVisit: ({ visitId }) => ({
      visit: find(visitId),
      offered: counsel
        ? [AgencyStep.AUTHORISE, AgencyStep.REFUSE, AgencyStep.ASK]
        : [AgencyStep.EXIGENT_ENTRY, AgencyStep.DEPART],
      suggested: counsel ? AgencyStep.REFUSE : AgencyStep.UNSPECIFIED,
    }),
    listAgencyReads: () => ({}),
    listAgencyVisits: () => ({ visits: state.agencyVisits }),
  });
}
