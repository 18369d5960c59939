#include "services/visitor/domain/visit.hpp"

#include <algorithm>
#include <sstream>

#include "common/id/id.hpp"
#include "common/text/fold.hpp"
#include "services/visitor/domain/arrival.hpp"

namespace watchbell::visitor {
namespace {

using v1::Visit;
using v1::VisitEvent;

constexpr int kBadgeLength = 6;
// Without letters and digits that look alike.
constexpr std::string_view kBadgeLetters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

constexpr std::string_view kOverdue = "overdue";
constexpr std::string_view kClose = "close";

}  // namespace

Error NoSuchVisit() {
  return Refuse(Code::kNotFound, "NOT_FOUND", "Check the visit's id and its school.", "visit_id");
}

void Visits::Evolve(Visit& visit, const VisitEvent& event) {
  const auto& at = event.meta().at();
  switch (event.fact_case()) {
    case VisitEvent::kHeld:
      visit = event.held().arrival();
      visit.set_state(Visit::STATE_HELD);
      return;
    case VisitEvent::kWaiting:
      visit = event.waiting().arrival();
      visit.set_state(Visit::STATE_ARRIVED);
      return;
    case VisitEvent::kNotYetScreened:
      visit = event.not_yet_screened().arrival();
      visit.set_state(Visit::STATE_NOT_YET_SCREENED);
      return;
    case VisitEvent::kAdmitted:
      if (event.admitted().has_arrival()) visit = event.admitted().arrival();
      if (visit.state() == Visit::STATE_HELD)
        EvolveDecision(visit, v1::MATCH_DECISION_NOT_A_MATCH, event.admitted().reason(),
                       event.meta().actor_id());
      visit.set_state(Visit::STATE_ON_SITE);
      visit.set_inside(true);
      visit.set_badge(event.admitted().badge());
      *visit.mutable_admitted_at() = at;
      return;
    case VisitEvent::kDenied:
      visit.set_state(Visit::STATE_DENIED);
      EvolveDecision(visit, v1::MATCH_DECISION_MATCH, event.denied().reason(), event.meta().actor_id());
      return;
    case VisitEvent::kUnsure:
      EvolveDecision(visit, v1::MATCH_DECISION_UNSURE, event.unsure().reason(), event.meta().actor_id());
      return;
    case VisitEvent::kMoved: {
      const auto& allowed = visit.allowed_zones();
      visit.set_zone(event.moved().zone());
      visit.set_out_of_bounds(!allowed.empty() &&
                              std::find(allowed.begin(), allowed.end(), visit.zone()) == allowed.end());
      return;
    }
    case VisitEvent::kOverdue: visit.set_overdue(true); return;
    case VisitEvent::kLeft:
      visit.set_state(Visit::STATE_LEFT);
      visit.set_departure(event.left().how());
      visit.set_inside(false);
      *visit.mutable_left_at() = at;
      return;
    case VisitEvent::FACT_NOT_SET: return;
  }
}

bool IsListed(const Visit& visit) {
  switch (visit.state()) {
    case Visit::STATE_ARRIVED:
    case Visit::STATE_HELD:
    case Visit::STATE_ON_SITE:
    case Visit::STATE_NOT_YET_SCREENED: return true;
    default: return visit.inside();
  }
}

std::vector<std::string> NameWords(const std::string& given_name, const std::string& family_name) {
  std::vector<std::string> words;
  for (const auto& [part, name] : {std::pair{"given ", given_name}, {"family ", family_name}}) {
    std::istringstream folded(Fold(name));
    for (std::string word; folded >> word;) words.push_back(part + word);
  }
  return words;
}

Indexes Visits::IndexesOf(const Visit& visit) {
  if (!visit.has_arrived_at()) return {};
  const auto arrival = static_cast<double>(FromProto(visit.arrived_at()).time_since_epoch().count());
  Indexes indexes{{"arrivals:" + visit.school(), arrival}};
  for (auto& word : NameWords(visit.given_name(), visit.family_name())) {
    indexes.push_back({"name:" + visit.school(), arrival, std::move(word)});
  }
  if (!IsListed(visit)) return indexes;
  indexes.push_back({"on_site:" + visit.school(), arrival});
  if (!visit.zone().empty()) indexes.push_back({"zone:" + visit.school(), arrival, visit.zone()});
  if (!visit.badge().empty()) indexes.push_back({"badge:" + visit.school(), arrival, visit.badge()});
  return indexes;
}

Deadlines Visits::DeadlinesOf(const Visit& visit) {
  Deadlines deadlines;
  if (!IsListed(visit)) return deadlines;
  if (visit.has_valid_until() && !visit.overdue()) {
    deadlines.push_back({std::string{kOverdue}, FromProto(visit.valid_until())});
  }
  if (visit.has_closes_at()) deadlines.push_back({std::string{kClose}, FromProto(visit.closes_at())});
  return deadlines;
}

Decision<VisitEvent> Visits::Tick(const Visit& visit, std::string_view what, const Context& context) {
  if (!IsListed(visit)) return AlreadySo{};
  if (what == kClose && visit.has_closes_at() && FromProto(visit.closes_at()) <= context.now) {
    return Leave(visit, v1::DEPARTURE_END_OF_DAY);
  }
  if (what == kOverdue && visit.has_valid_until() && !visit.overdue() &&
      FromProto(visit.valid_until()) <= context.now) {
    VisitEvent event;
    event.mutable_overdue();
    return event;
  }
  return AlreadySo{};
}

std::string BadgeOf(std::string_view visit_id, const std::set<std::string>& worn) {
  for (std::string seed{visit_id};; seed += '+') {
    std::string badge;
    for (auto bits = id::Fingerprint(seed); badge.size() < kBadgeLength; bits >>= 5)
      badge += kBadgeLetters[bits & 31];
    if (!worn.contains(badge)) return badge;
  }
}

Decision<VisitEvent> MoveToZone(const Visit& visit, const v1::MoveToZoneRequest& request, const Context&) {
  if (visit.id().empty()) return NoSuchVisit();
  if (request.zone().empty()) return Refuse(Code::kInvalidArgument, "ZONE_MISSING", "Name the zone.", "zone");
  if (request.zone().size() > kZoneBytesMax) return TextTooLong("zone", "Shorten it to 64 characters.");
  if (visit.state() != Visit::STATE_ON_SITE && !visit.inside()) {
    return Refuse(Code::kFailedPrecondition, "VISIT_NOT_INSIDE",
                  "Only who is inside is seen at a check-point; check the badge.", "visit_id");
  }
  if (visit.zone() == request.zone()) return AlreadySo{};
  VisitEvent event;
  event.mutable_moved()->set_zone(request.zone());
  return event;
}

Decision<VisitEvent> Leave(const Visit& visit, v1::Departure how) {
  if (visit.id().empty()) return NoSuchVisit();
  if (visit.state() == Visit::STATE_LEFT) return AlreadySo{};
  VisitEvent event;
  event.mutable_left()->set_how(how);
  return event;
}

Decision<VisitEvent> CheckOut(const Visit& visit, const v1::CheckOutRequest&, const Context&) {
  return Leave(visit, v1::DEPARTURE_DESK);
}

}  // namespace watchbell::visitor
