// Since when each record of the front door has been over, and of which kind it is in deploy/retention.json.
// Nothing: its time does not run yet.
#include "services/visitor/domain/clearance.hpp"
#include "services/visitor/domain/dismissal.hpp"
#include "services/visitor/domain/dispute.hpp"
#include "services/visitor/domain/invitation.hpp"
#include "services/visitor/domain/report.hpp"
#include "services/visitor/domain/screening_memory.hpp"
#include "services/visitor/domain/visit.hpp"
#include "services/visitor/domain/watchlist.hpp"

namespace watchbell::visitor {

using retention::Span;

std::optional<Span> Visits::RetentionOf(const v1::Visit& visit) {
  if (!visit.has_arrived_at() || IsListed(visit)) return std::nullopt;
  const auto since = FromProto(visit.has_left_at() ? visit.left_at() : visit.arrived_at());
  // What was decided about a match is asked for longest.
  const bool matched = visit.decision() == v1::MATCH_DECISION_MATCH;
  return Span{matched ? "matched" : "left", since};
}

retention::Counts Visits::CountsOf(const std::vector<v1::VisitEvent>& history,
                                   const std::function<std::string(TimePoint)>& month_of) {
  return CountsOfVisit(history, month_of);
}

std::optional<Span> Invitations::RetentionOf(const v1::Invitation& invitation) {
  if (invitation.state() == v1::Invitation::STATE_OPEN) return std::nullopt;
  return Span{"ended", FromProto(invitation.ends_at())};
}

std::optional<Span> Clearances::RetentionOf(const v1::Clearance& clearance) {
  if (clearance.status() == v1::Clearance::STATUS_CLEARED) return std::nullopt;
  if (clearance.has_lapses_at()) return Span{"ended", FromProto(clearance.lapses_at())};
  return Span{"ended", FromProto(clearance.has_appointment_at() ? clearance.appointment_at()
                                                                : clearance.requested_at())};
}

std::optional<Span> Dismissals::RetentionOf(const v1::Dismissal& dismissal) {
  return Span{"asked", FromProto(dismissal.requested_at())};
}

std::optional<Span> Watchlist::RetentionOf(const v1::WatchlistEntry& entry) {
  if (!entry.retired() || !entry.has_retired_at()) return std::nullopt;
  return Span{"retired", FromProto(entry.retired_at())};
}

std::optional<Span> ScreeningMemories::RetentionOf(const v1::ScreeningMemory& memory) {
  return Span{"ended", FromProto(memory.expires_at())};
}

std::optional<Span> Disputes::RetentionOf(const v1::Dispute& dispute) {
  if (!dispute.has_reviewed_at()) return std::nullopt;
  return Span{"reviewed", FromProto(dispute.reviewed_at())};
}

}  // namespace watchbell::visitor
