#include "services/threat-intake/domain/cases/transfer.hpp"

#include "services/threat-intake/domain/cases/case.hpp"

namespace watchbell::threat_intake {
namespace {

using v1::PlanTransfer;
using v1::PlanTransferEvent;

// Nothing: it still waits for an answer.
std::optional<Error> WhyNotOffered(const PlanTransfer& transfer) {
  if (transfer.id().empty())
    return Refuse(Code::kNotFound, "NOT_FOUND", "Check the id and the school.", "transfer_id");
  if (transfer.state() != PlanTransfer::STATE_OFFERED)
    return Refuse(Code::kFailedPrecondition, "TRANSFER_ANSWERED", "Offer the plan anew.", "transfer_id");
  return std::nullopt;
}

void Answered(PlanTransfer& transfer, PlanTransfer::State state, const PlanTransferEvent& event) {
  transfer.set_state(state);
  transfer.set_answered_by(event.meta().actor_id());
  *transfer.mutable_answered_at() = event.meta().at();
  transfer.clear_due_at();
}

}  // namespace

void PlanTransfers::Evolve(PlanTransfer& transfer, const PlanTransferEvent& event) {
  switch (event.fact_case()) {
    case PlanTransferEvent::kOffered:
      transfer = event.offered().transfer();
      transfer.set_state(PlanTransfer::STATE_OFFERED);
      *transfer.mutable_offered_at() = event.meta().at();
      transfer.set_offered_by(event.meta().actor_id());
      return;
    case PlanTransferEvent::kAccepted:
      Answered(transfer, PlanTransfer::STATE_ACCEPTED, event);
      transfer.set_new_case_id(event.accepted().new_case_id());
      return;
    case PlanTransferEvent::kDeclined:
      Answered(transfer, PlanTransfer::STATE_DECLINED, event);
      transfer.set_answer(event.declined().reason());
      return;
    case PlanTransferEvent::kWithdrawn:
      Answered(transfer, PlanTransfer::STATE_WITHDRAWN, event);
      transfer.set_answer(event.withdrawn().reason());
      return;
    case PlanTransferEvent::kOverdue: transfer.set_overdue(true); return;
    case PlanTransferEvent::FACT_NOT_SET: return;
  }
}

Indexes PlanTransfers::IndexesOf(const PlanTransfer& transfer) {
  const auto offered = static_cast<double>(FromProto(transfer.offered_at()).time_since_epoch().count());
  return {{"transfers:" + transfer.school(), offered}, {"transfers_from:" + transfer.from_school(), offered}};
}

Deadlines PlanTransfers::DeadlinesOf(const PlanTransfer& transfer) {
  if (!transfer.has_due_at() || transfer.overdue()) return {};
  return {{"due", FromProto(transfer.due_at())}};
}

TransferDecision PlanTransfers::Tick(const PlanTransfer& transfer, const std::string&,
                                     const Context& context) {
  if (!transfer.has_due_at() || transfer.overdue() || FromProto(transfer.due_at()) > context.now)
    return AlreadySo{};
  PlanTransferEvent event;
  event.mutable_overdue();
  return event;
}

TransferDecision OfferTransfer(const PlanTransfer& transfer, const v1::OfferTransferRequest& request,
                               const v1::Case& of, const v1::SafetyPlan& plan, const CaseContext& context) {
  if (!transfer.id().empty()) return AlreadySo{};
  if (auto error = WhyNotAssessed(of)) return *error;
  if (of.state() != v1::Case::STATE_PLAN_ACTIVE && of.state() != v1::Case::STATE_MONITORING)
    return Refuse(Code::kFailedPrecondition, "NO_PLAN_HERE", "Only a plan in force is handed on.");
  if (request.to_school().empty() || request.to_school() == request.school())
    return Refuse(Code::kInvalidArgument, "SCHOOL_UNKNOWN", "Name the next school.", "to_school");
  if (!request.plan_id().empty() &&
      (plan.case_id() != of.id() || plan.state() != v1::SafetyPlan::STATE_IN_FORCE))
    return Refuse(Code::kFailedPrecondition, "PLAN_NOT_IN_FORCE", "Name the safety plan that is in force.",
                  "plan_id");
  if (of.level() == v1::CASE_LEVEL_VERY_SERIOUS && request.plan_id().empty())
    return Refuse(Code::kInvalidArgument, "PLAN_MISSING", "A very serious threat has a written safety plan.",
                  "plan_id");
  if (auto error = BadText(request.summary(), "summary", kTransferSummaryMax)) return *error;
  PlanTransferEvent event;
  auto& offered = *event.mutable_offered()->mutable_transfer();
  offered.set_id(context.id);
  offered.set_school(request.to_school());
  offered.set_from_school(request.school());
  offered.set_case_id(of.id());
  offered.set_level(of.level());
  offered.set_summary(request.summary());
  for (const auto& person : of.people())
    if (person.role() == v1::CASE_PERSON_ROLE_SUBJECT) *offered.mutable_subject() = person;
  *offered.mutable_measures() = plan.measures();
  for (const auto& action :
       of.actions()) {  // what was done and what is open, without the notes of this school
    auto& known = *offered.add_actions();
    known.set_kind(action.kind());
    known.set_need(action.need());
    known.set_outcome(action.outcome());
    if (action.has_due_at()) *known.mutable_due_at() = action.due_at();
  }
  for (const auto& review : of.reviews())
    if (!review.has_at()) *offered.add_reviews_due_at() = review.due_at();
  *offered.mutable_due_at() = ToProto(context.hours.CloseOfDay(context.now, kTransferAnsweredSchoolDays));
  return event;
}

TransferDecision AcceptTransfer(const PlanTransfer& transfer, const std::string& new_case_id) {
  if (transfer.state() == PlanTransfer::STATE_ACCEPTED) return AlreadySo{};
  if (auto error = WhyNotOffered(transfer)) return *error;
  PlanTransferEvent event;
  event.mutable_accepted()->set_new_case_id(new_case_id);
  return event;
}

TransferDecision DeclineTransfer(const PlanTransfer& transfer, const v1::DeclineTransferRequest& request,
                                 const CaseContext&) {
  if (transfer.state() == PlanTransfer::STATE_DECLINED) return AlreadySo{};
  if (auto error = WhyNotOffered(transfer)) return *error;
  if (auto error = BadText(request.reason(), "reason")) return *error;
  PlanTransferEvent event;
  event.mutable_declined()->set_reason(request.reason());
  return event;
}

TransferDecision WithdrawTransfer(const PlanTransfer& transfer, const v1::WithdrawTransferRequest& request,
                                  const CaseContext&) {
  if (!transfer.id().empty() && transfer.from_school() != request.school())
    return Refuse(Code::kNotFound, "NOT_FOUND", "Check the id and the school.", "transfer_id");
  if (transfer.state() == PlanTransfer::STATE_WITHDRAWN) return AlreadySo{};
  if (auto error = WhyNotOffered(transfer)) return *error;
  if (auto error = BadText(request.reason(), "reason")) return *error;
  PlanTransferEvent event;
  event.mutable_withdrawn()->set_reason(request.reason());
  return event;
}

Decision<v1::CaseEvent> ReceiveCase(const v1::Case& assessment, const PlanTransfer& transfer,
                                    const CaseContext& context) {
  if (!assessment.id().empty()) return AlreadySo{};
  v1::CaseEvent event;
  auto& report = *event.mutable_received()->mutable_report();
  report.set_id(context.id);
  report.set_school(transfer.school());
  report.set_level(transfer.level());
  report.set_step(v1::CASE_STEP_IMPLEMENT_AND_MONITOR);
  report.set_summary(transfer.summary());
  if (transfer.has_subject()) *report.add_people() = transfer.subject();
  *report.mutable_actions() = transfer.actions();
  for (const auto& due : transfer.reviews_due_at()) *report.add_reviews()->mutable_due_at() = due;
  auto& link = *report.add_links();
  link.set_case_id(transfer.case_id());
  link.set_relation(v1::CASE_RELATION_SAME_SUBJECT);
  return event;
}

}  // namespace watchbell::threat_intake
