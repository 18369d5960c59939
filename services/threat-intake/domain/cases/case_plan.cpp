// What must be done at a level, the plan in force, its reviews, and what police found out.
#include <algorithm>

#include "services/threat-intake/domain/cases/case.hpp"

namespace watchbell::threat_intake {
namespace {

using v1::Case;
using v1::CaseEvent;

constexpr int kReviewsMax = 10;  // planned, kept and held beside the plan

Error NotNow(const char* reason, const char* remedy) {
  return Refuse(Code::kFailedPrecondition, reason, remedy);
}

}  // namespace

CaseDecision RecordAction(const Case& assessment, const v1::RecordActionRequest& request,
                          const CaseContext&) {
  if (auto error = WhyNotOpen(assessment)) return *error;
  const auto* row = RowOf(request.kind());
  if (row == nullptr)
    return Refuse(Code::kInvalidArgument, "ACTION_UNKNOWN", "Choose an action of the table.", "kind");
  if (request.outcome() == v1::CASE_ACTION_OUTCOME_UNSPECIFIED)
    return Refuse(Code::kInvalidArgument, "OUTCOME_MISSING", "Say whether it was done.", "outcome");
  const bool done = request.outcome() == v1::CASE_ACTION_OUTCOME_DONE;
  if (!done && !row->may_not_apply)
    return Refuse(Code::kInvalidArgument, "ALWAYS_APPLIES", "This action can always be done.", "outcome");
  const bool targets = std::any_of(assessment.people().begin(), assessment.people().end(),
                                   [](const auto& one) { return one.role() == v1::CASE_PERSON_ROLE_TARGET; });
  if (!done && targets && request.kind() != v1::CASE_ACTION_KIND_DISABILITY_REVIEW)
    return NotNow("TARGETS_KNOWN", "The case names a target, who must be told and protected.");
  if (auto error = BadText(request.note(), "note", kNoteMax)) return *error;
  CaseEvent event;
  event.mutable_action_recorded()->set_kind(request.kind());
  event.mutable_action_recorded()->set_outcome(request.outcome());
  event.mutable_action_recorded()->set_note(request.note());
  return event;
}

CaseDecision ActivatePlan(const Case& assessment, const v1::ActivatePlanRequest&,
                          const CaseContext& context) {
  if (auto error = WhyNotAssessed(assessment)) return *error;
  if (assessment.state() == Case::STATE_PLAN_ACTIVE) return AlreadySo{};
  if (!StateAfter(assessment.state(), CaseMove::kActivatePlan))
    return NotNow("NO_PLAN_HERE", "Only a serious or very serious threat has a plan.");
  if (assessment.step() != v1::CASE_STEP_IMPLEMENT_AND_MONITOR)
    return NotNow("SAFETY_EVALUATION_OPEN", "Answer the step of the safety evaluation first.");
  CaseEvent event;
  auto& activated = *event.mutable_plan_activated();
  for (const int days : ReviewDays(assessment.level()))
    *activated.add_reviews_due_at() = ToProto(context.now + std::chrono::days{days});
  return event;
}

CaseDecision BeginMonitoring(const Case& assessment, const v1::BeginMonitoringRequest&, const CaseContext&) {
  if (auto error = WhyNotAssessed(assessment)) return *error;
  if (assessment.state() == Case::STATE_MONITORING) return AlreadySo{};
  if (!StateAfter(assessment.state(), CaseMove::kBeginMonitoring))
    return NotNow("NO_PLAN_HERE", "Put the plan in force first.");
  CaseEvent event;
  event.mutable_monitoring_begun();
  return event;
}

CaseDecision RecordReview(const Case& assessment, const v1::RecordReviewRequest& request,
                          const CaseContext&) {
  if (auto error = WhyNotOpen(assessment)) return *error;
  if (assessment.state() != Case::STATE_PLAN_ACTIVE && assessment.state() != Case::STATE_MONITORING)
    return NotNow("NO_PLAN_HERE", "Reviews are held of a plan that is in force.");
  if (request.effect() == v1::CASE_REVIEW_EFFECT_UNSPECIFIED)
    return Refuse(Code::kInvalidArgument, "EFFECT_MISSING", "Say whether the plan works.", "effect");
  if (auto error = BadText(request.note(), "note", kNoteMax)) return *error;
  const bool planned = std::any_of(assessment.reviews().begin(), assessment.reviews().end(),
                                   [](const auto& review) { return !review.has_at(); });
  if (!planned && assessment.reviews_size() >= kReviewsMax)
    return Refuse(Code::kResourceExhausted, "CASE_FULL", "Raise the level, or close the case.");
  CaseEvent event;
  event.mutable_reviewed()->set_effect(request.effect());
  event.mutable_reviewed()->set_note(request.note());
  return event;
}

CaseDecision RecordPoliceFinding(const Case& assessment, const v1::RecordPoliceFindingRequest& request,
                                 const CaseContext& context) {
  if (auto error = WhyNotAssessed(assessment)) return *error;
  if (request.finding() == v1::CASE_DISPOSITION_UNSPECIFIED)
    return Refuse(Code::kInvalidArgument, "FINDING_MISSING", "Say what police confirmed.", "finding");
  if (request.finding() == assessment.disposition()) return AlreadySo{};
  if (auto error = BadText(request.reference(), "reference", kPersonMax)) return *error;
  if (!request.has_confirmed_at() || FromProto(request.confirmed_at()) > context.now)
    return Refuse(Code::kInvalidArgument, "POLICE_CONFIRMATION_MISSING",
                  "Say when police confirmed it; it must have happened.", "confirmed_at");
  CaseEvent event;
  auto& found = *event.mutable_found_false();
  found.set_disposition(request.finding());
  found.mutable_confirmation()->set_finding(request.finding());
  found.mutable_confirmation()->set_reference(request.reference());
  *found.mutable_confirmation()->mutable_confirmed_at() = request.confirmed_at();
  found.mutable_confirmation()->set_author_id(context.actor_id);
  return event;
}

}  // namespace watchbell::threat_intake
