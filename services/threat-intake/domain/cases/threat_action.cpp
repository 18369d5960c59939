#include "services/threat-intake/domain/cases/threat_action.hpp"

#include "services/threat-intake/domain/cases/case.hpp"

namespace watchbell::threat_intake {
namespace {

using v1::ThreatAction;
using v1::ThreatActionEvent;

bool IsAnswered(const ThreatAction& action) { return action.has_closed_at(); }

std::optional<Error> Unknown(const ThreatAction& action) {
  if (!action.id().empty()) return std::nullopt;
  return Refuse(Code::kNotFound, "NOT_FOUND", "Check the id and the school.", "action_id");
}

}  // namespace

void ThreatActions::Evolve(ThreatAction& action, const ThreatActionEvent& event) {
  switch (event.fact_case()) {
    case ThreatActionEvent::kAsked:
      action = event.asked().action();
      action.set_state(ThreatAction::STATE_ASKED);
      *action.mutable_asked_at() = event.meta().at();
      action.set_asked_by(event.meta().actor_id());
      return;
    case ThreatActionEvent::kTaken:
      action.set_state(ThreatAction::STATE_TAKEN);
      action.set_taken_by(event.meta().actor_id());
      action.clear_due_at();
      return;
    case ThreatActionEvent::kClosed:
      action.set_state(event.closed().done() ? ThreatAction::STATE_DONE : ThreatAction::STATE_DECLINED);
      action.set_outcome(event.closed().outcome());
      *action.mutable_closed_at() = event.meta().at();
      action.clear_due_at();
      return;
    case ThreatActionEvent::kOverdue: action.set_overdue(true); return;
    case ThreatActionEvent::FACT_NOT_SET: return;
  }
}

Indexes ThreatActions::IndexesOf(const ThreatAction& action) {
  return {{"actions:" + action.case_id(),
           static_cast<double>(FromProto(action.asked_at()).time_since_epoch().count())}};
}

Deadlines ThreatActions::DeadlinesOf(const ThreatAction& action) {
  if (!action.has_due_at() || action.overdue()) return {};
  return {{"due", FromProto(action.due_at())}};
}

ThreatActionDecision ThreatActions::Tick(const ThreatAction& action, const std::string&,
                                         const Context& context) {
  if (!action.has_due_at() || action.overdue() || FromProto(action.due_at()) > context.now)
    return AlreadySo{};
  ThreatActionEvent event;
  event.mutable_overdue();
  return event;
}

ThreatActionDecision AskThreatAction(const ThreatAction& action, const v1::AskThreatActionRequest& request,
                                     const v1::Case& of, const CaseContext& context) {
  if (!action.id().empty()) return AlreadySo{};
  if (auto error = WhyNotOpen(of)) return *error;
  if (request.kind() == v1::THREAT_ACTION_KIND_UNSPECIFIED)
    return Refuse(Code::kInvalidArgument, "ACTION_UNKNOWN", "Choose an action of the list.", "kind");
  if (auto error = BadText(request.note(), "note")) return *error;
  if (auto error = TooLong(request.place(), "place", kPlaceMax)) return *error;
  ThreatActionEvent event;
  auto& asked = *event.mutable_asked()->mutable_action();
  asked.set_id(context.id);
  asked.set_school(request.school());
  asked.set_case_id(of.id());
  asked.set_kind(request.kind());
  asked.set_place(request.place());
  asked.set_note(request.note());
  *asked.mutable_due_at() = ToProto(context.hours.OpenFrom(context.now) + kThreatActionWithin);
  return event;
}

ThreatActionDecision TakeThreatAction(const ThreatAction& action, const v1::TakeThreatActionRequest&,
                                      const CaseContext& context) {
  if (auto error = Unknown(action)) return *error;
  if (action.taken_by() == context.actor_id) return AlreadySo{};
  if (IsAnswered(action))
    return Refuse(Code::kFailedPrecondition, "ACTION_ANSWERED", "It has been answered.");
  ThreatActionEvent event;
  event.mutable_taken();
  return event;
}

ThreatActionDecision CloseThreatAction(const ThreatAction& action,
                                       const v1::CloseThreatActionRequest& request, const CaseContext&) {
  if (auto error = Unknown(action)) return *error;
  if (IsAnswered(action)) return AlreadySo{};
  if (auto error = BadText(request.outcome(), "outcome")) return *error;
  ThreatActionEvent event;
  event.mutable_closed()->set_done(request.done());
  event.mutable_closed()->set_outcome(request.outcome());
  return event;
}

}  // namespace watchbell::threat_intake
