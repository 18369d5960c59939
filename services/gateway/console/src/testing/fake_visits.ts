// The front desk of the fake gateway: everybody called Hale is held.
import { timestampNow } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, type ConnectRouter } from "@connectrpc/connect";
import { ComparedField_Agreement, ScreeningService } from "../gen/watchbell/visitor/v1/screening_service_pb";
import { VisitService } from "../gen/watchbell/visitor/v1/visit_service_pb";
import { MatchDecision, type Visit, Visit_State } from "../gen/watchbell/visitor/v1/visit_pb";
import type { FakeFeed } from "./fake_feed";
import { type FakeState, heldVisitor, listedPerson, visitor } from "./fake_state";

const kDecided: Partial<Record<MatchDecision, { state: Visit_State; fact: string }>> = {
  [MatchDecision.MATCH]: { state: Visit_State.DENIED, fact: "VisitorDenied" },
  [MatchDecision.NOT_A_MATCH]: { state: Visit_State.ON_SITE, fact: "VisitorAdmitted" },
};

const { SAME, DIFFERENT, UNSPECIFIED } = ComparedField_Agreement;
const kComparedFields = [
  { field: "given_name", visitor: "Robert", entry: "Bob", agreement: DIFFERENT },
  { field: "family_name", visitor: "Hale", entry: "Hale", agreement: SAME },
  { field: "date_of_birth", visitor: "1979-11-04", entry: "1979-11-04", agreement: SAME },
  { field: "description", visitor: "", entry: "About 6 ft, grey beard, scar on the left hand", agreement: UNSPECIFIED },
];

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
    announceArrival: (request) =>
      state.once(request.requestId, () => {
        const waiting = visitor("", "", {
          ...{ id: request.requestId, school: request.school, state: Visit_State.ARRIVED, badge: "" },
          ...{ purpose: request.purpose, entry: request.entry || "main", admittedAt: undefined },
        });
        state.visits = [...state.visits, waiting];
        return changed("VisitorWaiting", waiting);
      }),
    screenVisit(request) {
      const visit = find(request.visitId);
      visit.state = Visit_State.ON_SITE;
      return changed("VisitorAdmitted", visit);
    },
    moveToZone(request) {
      const visit = find(request.visitor.value ?? "");
      visit.zone = request.zone;
      return changed("VisitorMoved", visit);
    },
    checkOutByBadge(request) {
      const visit = state.visits.find((one) => one.badge === request.badge.toUpperCase());
      if (!visit) throw new ConnectError("gone", Code.NotFound);
      visit.state = Visit_State.LEFT;
      return changed("VisitorLeft", visit);
    },
    async *checkOutAll(request) {
      const inside = state.visits.filter(({ school, state: now }) => school === request.school && now === Visit_State.ON_SITE);
      for (const visit of inside) visit.state = Visit_State.LEFT;
      yield { checkedOut: inside.length, done: true };
    },
    getVisit: (request) => find(request.visitId),
    listVisits: (request) => ({ visits: state.visits.filter(({ school }) => school === request.school) }),
    searchVisits: (request) => ({
      visits: state.visits.filter(({ familyName }) => familyName.toLowerCase() === request.familyName.toLowerCase()),
    }),
    listOnSite: (request) => ({
      visits: state.visits.filter(
        (visit) =>
          visit.school === request.school && ![Visit_State.LEFT, Visit_State.DENIED].includes(visit.state),
      ),
    }),
  });
  router.service(ScreeningService, {
    getComparison(request) {
      const { matches } = find(request.visitId);
      return { entries: matches.map((match) => ({ match, entry: listedPerson, fields: kComparedFields })) };
    },
  });
}
