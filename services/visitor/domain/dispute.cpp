#include "services/visitor/domain/dispute.hpp"

#include <algorithm>

#include "services/visitor/domain/entry_content.hpp"

namespace watchbell::visitor {
namespace {

using v1::Dispute;
using v1::DisputeEvent;

constexpr std::string_view kOverdue = "overdue";

Error Bad(const char* reason, const char* field, const char* remedy) {
  return Refuse(Code::kInvalidArgument, reason, remedy, field);
}

bool Matched(const v1::Visit& visit, const std::string& entry_id) {
  return std::ranges::find(visit.matches(), entry_id, &v1::Match::entry_id) != visit.matches().end();
}

}  // namespace

std::chrono::year_month_day AddSchoolDays(std::chrono::year_month_day day, int days) {
  std::chrono::sys_days at{day};
  while (days > 0) {
    at += std::chrono::days{1};
    const std::chrono::weekday weekday{at};
    if (weekday != std::chrono::Saturday && weekday != std::chrono::Sunday) --days;
  }
  return at;
}

void Disputes::Evolve(Dispute& dispute, const DisputeEvent& event) {
  const auto& meta = event.meta();
  switch (event.fact_case()) {
    case DisputeEvent::kOpened:
      dispute = event.opened().dispute();
      dispute.set_state(Dispute::STATE_OPEN);
      dispute.set_opened_by(meta.actor_id());
      *dispute.mutable_opened_at() = meta.at();
      return;
    case DisputeEvent::kOverdue: dispute.set_overdue(true); return;
    case DisputeEvent::kReviewed:
      dispute.set_state(Dispute::STATE_REVIEWED);
      dispute.set_outcome(event.reviewed().outcome());
      dispute.set_findings(event.reviewed().findings());
      dispute.set_entry_id(event.reviewed().entry_id());
      dispute.set_referred_to(event.reviewed().referred_to());
      dispute.set_reviewed_by(meta.actor_id());
      *dispute.mutable_reviewed_at() = meta.at();
      return;
    case DisputeEvent::FACT_NOT_SET: return;
  }
}

Indexes Disputes::IndexesOf(const Dispute& dispute) {
  if (dispute.state() != Dispute::STATE_OPEN) return {};
  return {{"disputes:" + dispute.school(),
           static_cast<double>(FromProto(dispute.due_at()).time_since_epoch().count())}};
}

Deadlines Disputes::DeadlinesOf(const Dispute& dispute) {
  if (dispute.state() != Dispute::STATE_OPEN || dispute.overdue()) return {};
  return {{std::string{kOverdue}, FromProto(dispute.due_at())}};
}

Decision<DisputeEvent> Disputes::Tick(const Dispute& dispute, std::string_view what, const Context& context) {
  const bool due =
      what == kOverdue && !DeadlinesOf(dispute).empty() && FromProto(dispute.due_at()) <= context.now;
  if (!due) return AlreadySo{};
  DisputeEvent event;
  event.mutable_overdue();
  return event;
}

Decision<DisputeEvent> OpenDispute(const Dispute& dispute, const v1::OpenDisputeRequest& request,
                                   const v1::Visit& visit, const TimeZone& zone, const Context& context) {
  if (!dispute.id().empty()) return AlreadySo{};
  if (request.statement().empty())
    return Bad("STATEMENT_MISSING", "statement", "Write what the visitor says.");
  if (request.statement().size() > kReasonBytesMax)
    return Bad("TEXT_TOO_LONG", "statement", "Shorten it to 500 characters.");
  const bool decided =
      visit.decision() == v1::MATCH_DECISION_MATCH || visit.decision() == v1::MATCH_DECISION_NOT_A_MATCH;
  if (visit.matches().empty() || !decided) {
    return Refuse(Code::kFailedPrecondition, "NOTHING_TO_DISPUTE",
                  "Only a match that somebody has decided is disputed; decide the held visit first.",
                  "visit_id");
  }
  DisputeEvent event;
  auto& opened = *event.mutable_opened()->mutable_dispute();
  opened.set_id(context.id);
  opened.set_school(request.school());
  opened.set_visit_id(request.visit_id());
  opened.set_statement(request.statement());
  opened.set_decided_by(visit.decided_by());
  const auto last_day = AddSchoolDays(zone.DateOf(context.now), kReviewSchoolDays);
  *opened.mutable_due_at() = ToProto(zone.At(std::chrono::sys_days{last_day} + std::chrono::days{1}, {}));
  return event;
}

Decision<DisputeEvent> ReviewDispute(const Dispute& dispute, const v1::ReviewDisputeRequest& request,
                                     const v1::Visit& visit, const std::string& referred_to,
                                     const Context& context) {
  if (dispute.id().empty())
    return Refuse(Code::kNotFound, "NOT_FOUND", "Check the dispute's id and its school.", "dispute_id");
  if (dispute.state() == Dispute::STATE_REVIEWED) {
    if (dispute.outcome() == request.outcome()) return AlreadySo{};
    return Refuse(Code::kFailedPrecondition, "ALREADY_REVIEWED", "It has been reviewed; open another one.",
                  "dispute_id");
  }
  if (dispute.decided_by() == context.actor_id) {
    return Refuse(Code::kFailedPrecondition, "SECOND_PERSON_NEEDED",
                  "Somebody other than who decided the match must review it.", "dispute_id");
  }
  if (request.outcome() == Dispute::OUTCOME_UNSPECIFIED || !Dispute::Outcome_IsValid(request.outcome()))
    return Bad("OUTCOME_MISSING", "outcome",
               "Say that it stands, is not a match, or that the list is wrong.");
  if (request.findings().empty()) return Bad("FINDINGS_MISSING", "findings", "Write down what told.");
  if (request.findings().size() > kReasonBytesMax)
    return Bad("TEXT_TOO_LONG", "findings", "Shorten it to 500 characters.");
  const bool list_error = request.outcome() == Dispute::OUTCOME_LIST_ERROR;
  if (list_error && !Matched(visit, request.entry_id()))
    return Bad("ENTRY_UNKNOWN", "entry_id", "Name the entry that is wrong, of those that the visit matched.");
  DisputeEvent event;
  auto& reviewed = *event.mutable_reviewed();
  reviewed.set_outcome(request.outcome());
  reviewed.set_findings(request.findings());
  if (list_error) {
    reviewed.set_entry_id(request.entry_id());
    reviewed.set_referred_to(referred_to);
  }
  return event;
}

}  // namespace watchbell::visitor
