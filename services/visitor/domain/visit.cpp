#include "services/visitor/domain/visit.hpp"

#include "common/id/id.hpp"

namespace watchbell::visitor {
namespace {

using v1::Visit;
using v1::VisitEvent;

constexpr int kBadgeLength = 6;
// Without letters and digits that look alike.
constexpr std::string_view kBadgeLetters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

// The same for the same visit, so that a repeated request shows the same badge.
std::string BadgeOf(std::string_view visit_id) {
  std::string badge;
  for (auto bits = id::Fingerprint(visit_id); badge.size() < kBadgeLength; bits >>= 5)
    badge += kBadgeLetters[bits & 31];
  return badge;
}

Error NoSuchVisit() {
  return Refuse(Code::kNotFound, "NOT_FOUND", "Check the visit's id and its school.", "visit_id");
}

}  // namespace

void Visits::Evolve(Visit& visit, const VisitEvent& event) {
  const auto& at = event.meta().at();
  switch (event.fact_case()) {
    case VisitEvent::kHeld:
      visit = event.held().arrival();
      visit.set_state(Visit::STATE_HELD);
      return;
    case VisitEvent::kAdmitted:
      if (event.admitted().has_arrival()) visit = event.admitted().arrival();
      if (visit.state() == Visit::STATE_HELD) visit.set_decision(v1::MATCH_DECISION_NOT_A_MATCH);
      visit.set_state(Visit::STATE_ON_SITE);
      visit.set_badge(event.admitted().badge());
      *visit.mutable_admitted_at() = at;
      break;
    case VisitEvent::kDenied:
      visit.set_state(Visit::STATE_DENIED);
      visit.set_decision(v1::MATCH_DECISION_MATCH);
      break;
    case VisitEvent::kUnsure: visit.set_decision(v1::MATCH_DECISION_UNSURE); break;
    case VisitEvent::kLeft:
      visit.set_state(Visit::STATE_LEFT);
      *visit.mutable_left_at() = at;
      return;
    case VisitEvent::FACT_NOT_SET: return;
  }
  if (visit.decision() != v1::MATCH_DECISION_UNSPECIFIED) visit.set_decided_by(event.meta().actor_id());
}

Indexes Visits::IndexesOf(const Visit& visit) {
  if (visit.state() != Visit::STATE_ON_SITE && visit.state() != Visit::STATE_HELD) return {};
  return {{"on_site:" + visit.school(),
           static_cast<double>(FromProto(visit.arrived_at()).time_since_epoch().count())}};
}

Decision<VisitEvent> CheckIn(const Visit& visit, const Visit& arrival, const Context& context) {
  if (!visit.id().empty()) return AlreadySo{};
  VisitEvent event;
  auto& arrived = arrival.matches().empty() ? *event.mutable_admitted()->mutable_arrival()
                                            : *event.mutable_held()->mutable_arrival();
  arrived = arrival;
  arrived.set_id(context.id);
  *arrived.mutable_arrived_at() = ToProto(context.now);
  if (event.has_admitted()) event.mutable_admitted()->set_badge(BadgeOf(context.id));
  return event;
}

Decision<VisitEvent> DecideMatch(const Visit& visit, const v1::DecideMatchRequest& request, const Context&) {
  if (visit.id().empty()) return NoSuchVisit();
  if (visit.state() != Visit::STATE_HELD) {
    if (visit.decision() == request.decision()) return AlreadySo{};
    return Refuse(Code::kFailedPrecondition, "VISIT_NOT_HELD",
                  "Only a held visit is decided; look at it again.", "visit_id");
  }
  VisitEvent event;
  switch (request.decision()) {
    case v1::MATCH_DECISION_MATCH: event.mutable_denied(); return event;
    case v1::MATCH_DECISION_NOT_A_MATCH:
      event.mutable_admitted()->set_badge(BadgeOf(visit.id()));
      return event;
    case v1::MATCH_DECISION_UNSURE:
      if (visit.decision() == v1::MATCH_DECISION_UNSURE) return AlreadySo{};
      event.mutable_unsure();
      return event;
    default:
      return Refuse(Code::kInvalidArgument, "DECISION_MISSING", "Say match, not a match, or unsure.",
                    "decision");
  }
}

Decision<VisitEvent> CheckOut(const Visit& visit, const v1::CheckOutRequest&, const Context&) {
  if (visit.id().empty()) return NoSuchVisit();
  if (visit.state() == Visit::STATE_LEFT) return AlreadySo{};
  VisitEvent event;
  event.mutable_left();
  return event;
}

}  // namespace watchbell::visitor
