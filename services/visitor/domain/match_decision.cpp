#include "services/visitor/domain/match_decision.hpp"

#include <algorithm>

#include "services/visitor/domain/entry_content.hpp"
#include "services/visitor/domain/visit.hpp"

namespace watchbell::visitor {
namespace {

using v1::Visit;
using v1::VisitEvent;

// After "unsure": another person, who may, and says why.
std::optional<Error> NotTheSecondPerson(const Visit& visit, const v1::DecideMatchRequest& request,
                                        const Context& context) {
  if (std::ranges::find(visit.unsure_by(), context.actor_id) != visit.unsure_by().end()) {
    return Refuse(Code::kFailedPrecondition, "SECOND_PERSON_NEEDED",
                  "You could not tell; a second person decides now.", "visit_id");
  }
  if (!context.May(kDecideUnsure)) {
    return Refuse(Code::kPermissionDenied, "SUPERVISOR_NEEDED",
                  "After an unsure answer the principal or the security officer decides.", "visit_id");
  }
  if (request.reason().empty())
    return Refuse(Code::kInvalidArgument, "REASON_MISSING", "Write down what told.", "reason");
  return std::nullopt;
}

}  // namespace

Decision<VisitEvent> DecideMatch(const Visit& visit, const v1::DecideMatchRequest& request,
                                 const Context& context) {
  if (visit.id().empty()) return NoSuchVisit();
  if (visit.state() != Visit::STATE_HELD) {
    if (visit.decision() == request.decision() && request.decision() != v1::MATCH_DECISION_UNSPECIFIED)
      return AlreadySo{};
    return Refuse(Code::kFailedPrecondition, "VISIT_NOT_HELD",
                  "Only a held visit is decided; look at it again.", "visit_id");
  }
  if (request.reason().size() > kReasonBytesMax)
    return Refuse(Code::kInvalidArgument, "TEXT_TOO_LONG", "Shorten it to 500 characters.", "reason");
  const bool unsure = request.decision() == v1::MATCH_DECISION_UNSURE;
  const bool said = std::ranges::find(visit.unsure_by(), context.actor_id) != visit.unsure_by().end();
  if (unsure && said) return AlreadySo{};
  if (!visit.unsure_by().empty()) {
    if (const auto refusal = NotTheSecondPerson(visit, request, context)) return *refusal;
  }
  VisitEvent event;
  switch (request.decision()) {
    case v1::MATCH_DECISION_MATCH: event.mutable_denied()->set_reason(request.reason()); return event;
    case v1::MATCH_DECISION_NOT_A_MATCH:
      event.mutable_admitted()->set_badge(BadgeOf(visit.id()));
      event.mutable_admitted()->set_reason(request.reason());
      return event;
    case v1::MATCH_DECISION_UNSURE: event.mutable_unsure()->set_reason(request.reason()); return event;
    default:
      return Refuse(Code::kInvalidArgument, "DECISION_MISSING", "Say match, not a match, or unsure.",
                    "decision");
  }
}

void EvolveDecision(Visit& visit, v1::MatchDecision decision, const std::string& reason,
                    const std::string& actor_id) {
  visit.set_decision(decision);
  visit.set_decided_by(actor_id);
  visit.set_decision_reason(reason);
  if (decision == v1::MATCH_DECISION_UNSURE) visit.add_unsure_by(actor_id);
}

}  // namespace watchbell::visitor
