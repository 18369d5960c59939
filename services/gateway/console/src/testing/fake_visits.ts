// The front desk of the fake gateway: everybody called Hale is held.
import { timestampNow } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, type ConnectRouter } from "@connectrpc/connect";
import { VisitService } from "../gen/watchbell/visitor/v1/visit_service_pb";
import { MatchDecision, type Visit, Visit_State } from "../gen/watchbell/visitor/v1/visit_pb";
import type { FakeFeed } from "./fake_feed";
import { type FakeState, heldVisitor, visitor } from "./fake_state";

const kDecided: Partial<Record<MatchDecision, { state: Visit_State; fact: string }>> = {
  [MatchDecision.MATCH]: { state: Visit_State.DENIED, fact: "VisitorDenied" },
  [MatchDecision.NOT_A_MATCH]: { state: Visit_State.ON_SITE, fact: "VisitorAdmitted" },
};

export function visitRoutes(router: ConnectRouter, state: FakeState, feed: FakeFeed): void {
  const changed = (fact: string, visit: Visit) => {
    feed.send("visitor", "visit", fact, visit.school, visit.id);
    return visit;
  };
  const find = (id: string) => {
    const found = state.visits.find((one) => one.id === id);
    if (!found) throw new ConnectError("gone", Code.NotFound);
    return found;
  };
  router.service(VisitService, {
    checkIn: (request) =>
      state.once(request.requestId, () => {
        const { identity } = request;
        const scan = identity.case === "barcode" ? identity.value : "";
        const [given, family] =
          identity.case === "manual"
            ? [identity.value.givenName, identity.value.familyName]
            : [/DAC(.*)/.exec(scan)?.[1] ?? "Maria", /DCS(.*)/.exec(scan)?.[1] ?? "Lopez"];
        const visit =
          family === "Hale"
            ? { ...heldVisitor(), id: request.requestId }
            : visitor(given, family, { id: request.requestId, school: request.school, purpose: request.purpose });
        state.visits = [...state.visits, visit];
        return changed(family === "Hale" ? "VisitorHeld" : "VisitorAdmitted", visit);
      }),
    decideMatch(request) {
      const visit = find(request.visitId);
      visit.decision = request.decision;
      const decided = kDecided[request.decision];
      if (!decided) return changed("MatchUnsure", visit);
      visit.state = decided.state;
      visit.badge = "P4T9WZ";
      visit.admittedAt = timestampNow();
      return changed(decided.fact, visit);
    },
    checkOut(request) {
      const visit = find(request.visitId);
      visit.state = Visit_State.LEFT;
      return changed("VisitorLeft", visit);
    },
    listOnSite: (request) => ({
      visits: state.visits.filter(
        (visit) =>
          visit.school === request.school && [Visit_State.HELD, Visit_State.ON_SITE].includes(visit.state),
      ),
    }),
  });
}
