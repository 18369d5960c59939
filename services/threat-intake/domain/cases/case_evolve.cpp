// What each fact does to a case.
#include <algorithm>

#include "services/threat-intake/domain/cases/case.hpp"

namespace watchbell::threat_intake {
namespace {

using google::protobuf::Timestamp;
using v1::Case;
using v1::CaseEvent;

const Timestamp* DueOf(const ActionRow& row, v1::CaseActionNeed need, const v1::CaseDues& dues) {
  if (need == v1::CASE_ACTION_NEED_AT_ONCE) return &dues.at_once();
  if (need != v1::CASE_ACTION_NEED_REQUIRED) return nullptr;
  switch (row.due) {
    case Due::kAtOnce: return &dues.at_once();
    case Due::kSameDay: return &dues.same_day();
    case Due::kSafetyPlan: return &dues.safety_plan();
    case Due::kNever: return nullptr;
  }
  return nullptr;
}

v1::CaseAction& ActionOf(Case& assessment, v1::CaseActionKind kind) {
  for (auto& action : *assessment.mutable_actions())
    if (action.kind() == kind) return action;
  auto& action = *assessment.add_actions();
  action.set_kind(kind);
  return action;
}

// What was done stays done; what is newly required gets its clock, and keeps one that ran already.
void SetLevel(Case& assessment, v1::CaseLevel level, const v1::CaseDues& dues) {
  assessment.set_level(level);
  for (const auto& row : ActionRows()) {
    auto& action = ActionOf(assessment, row.kind);
    const auto need = row.NeedAt(level);
    const bool sooner = need > action.need();
    action.set_need(need);
    const auto* due = DueOf(row, need, dues);
    if (due == nullptr || IsDone(action)) {
      action.clear_due_at();
      action.clear_overdue();
    } else if (sooner || !action.has_due_at()) {
      *action.mutable_due_at() = *due;
      action.clear_overdue();
    }
  }
  assessment.clear_proposal();
  assessment.clear_evaluation_due_at();
}

void KeepAnswer(Case& assessment, const v1::CaseStepAnswer& answer) {
  for (auto& known : *assessment.mutable_answers())
    if (known.step() == answer.step()) {
      known = answer;
      return;
    }
  *assessment.add_answers() = answer;
}

// Whoever is now known as a target must be told and protected after all.
void AddPerson(Case& assessment, const v1::CasePerson& person, const Timestamp& at) {
  *assessment.add_people() = person;
  if (person.role() != v1::CASE_PERSON_ROLE_TARGET) return;
  for (const auto kind :
       {v1::CASE_ACTION_KIND_TELL_TARGETS_AND_PARENTS, v1::CASE_ACTION_KIND_PRECAUTIONS_FOR_TARGETS})
    for (auto& action : *assessment.mutable_actions()) {
      if (action.kind() != kind || action.outcome() != v1::CASE_ACTION_OUTCOME_NOT_APPLICABLE) continue;
      action.clear_outcome();
      if (IsOpen(action)) *action.mutable_due_at() = ToProto(FromProto(at) + kAtOnceWithin);
    }
  assessment.clear_proposal();
}

void Lower(Case& assessment, const v1::CaseLevelLowered& lowered) {
  const bool plan_goes_on = IsSubstantive(lowered.to()) && (assessment.state() == Case::STATE_PLAN_ACTIVE ||
                                                            assessment.state() == Case::STATE_MONITORING);
  SetLevel(assessment, lowered.to(), lowered.dues());
  if (plan_goes_on) return;
  assessment.set_state(StateOf(lowered.to()));
  assessment.set_step(StepAt(lowered.to()));
}

void RecordDone(Case& assessment, const v1::CaseActionRecorded& recorded, const CaseEvent& event) {
  auto& action = ActionOf(assessment, recorded.kind());
  action.set_outcome(recorded.outcome());
  action.set_note(recorded.note());
  action.set_author_id(event.meta().actor_id());
  *action.mutable_at() = event.meta().at();
  action.clear_due_at();
}

// Those of an earlier plan that were held are kept, the newest of them.
void ScheduleReviews(Case& assessment, const v1::CasePlanActivated& activated) {
  auto& reviews = *assessment.mutable_reviews();
  reviews.erase(std::remove_if(reviews.begin(), reviews.end(), [](const auto& one) { return !one.has_at(); }),
                reviews.end());
  if (reviews.size() > kReviewsKeptMax) reviews.erase(reviews.begin(), reviews.end() - kReviewsKeptMax);
  for (const auto& due : activated.reviews_due_at()) *assessment.add_reviews()->mutable_due_at() = due;
}

v1::CaseReview* NextReview(Case& assessment) {
  for (auto& review : *assessment.mutable_reviews())
    if (!review.has_at()) return &review;
  return nullptr;
}

void HoldReview(Case& assessment, const v1::CaseReviewed& reviewed, const CaseEvent& event) {
  auto* review = NextReview(assessment);
  if (review == nullptr) review = assessment.add_reviews();  // one more than was planned
  review->set_effect(reviewed.effect());
  review->set_note(reviewed.note());
  review->set_author_id(event.meta().actor_id());
  *review->mutable_at() = event.meta().at();
  if (reviewed.effect() != v1::CASE_REVIEW_EFFECT_NOT_WORKING) return;
  assessment.set_step(v1::CASE_STEP_IMPLEMENT_AND_MONITOR);  // what was thought to be over is not
  assessment.clear_proposal();
}

void MarkOverdue(Case& assessment, const v1::CaseOverdue& overdue) {
  switch (overdue.clock()) {
    case v1::CASE_CLOCK_TRIAGE: return assessment.set_triage_overdue(true);
    case v1::CASE_CLOCK_EVALUATION: return assessment.set_evaluation_overdue(true);
    case v1::CASE_CLOCK_ACTION: return ActionOf(assessment, overdue.action()).set_overdue(true);
    case v1::CASE_CLOCK_REVIEW:
      if (auto* review = NextReview(assessment)) review->set_overdue(true);
      return;
    default: return;
  }
}

}  // namespace

void Cases::Evolve(Case& assessment, const CaseEvent& event) {
  const auto& at = event.meta().at();
  switch (event.fact_case()) {
    case CaseEvent::kReported:
      assessment = event.reported().report();
      assessment.set_state(Case::STATE_REPORTED);
      *assessment.mutable_reported_at() = at;
      assessment.set_reported_by(event.meta().actor_id());
      return;
    case CaseEvent::kImminentDangerDeclared:
      if (event.imminent_danger_declared().has_opened()) {
        assessment = event.imminent_danger_declared().opened();
        assessment.set_state(Case::STATE_REPORTED);
        *assessment.mutable_reported_at() = at;
        assessment.set_reported_by(event.meta().actor_id());
      }
      *assessment.mutable_danger_since() = at;
      assessment.set_danger_kind(event.imminent_danger_declared().kind());
      assessment.clear_proposal();
      return;
    case CaseEvent::kImminentDangerEnded:
      assessment.clear_danger_since();
      assessment.clear_danger_kind();
      return;
    case CaseEvent::kTriaged:
      assessment.set_state(Case::STATE_TRIAGED);
      assessment.clear_triage_due_at();
      return;
    case CaseEvent::kEvaluationBegun:
      assessment.set_state(Case::STATE_EVALUATING);
      assessment.set_step(v1::CASE_STEP_EVALUATE);
      *assessment.mutable_evaluation_due_at() = event.evaluation_begun().due_at();
      return;
    case CaseEvent::kPersonAdded: return AddPerson(assessment, event.person_added().person(), at);
    case CaseEvent::kWordsRecorded: assessment.set_exact_words(event.words_recorded().exact_words()); return;
    case CaseEvent::kIndicatorAdded:
      *assessment.add_indicators() = event.indicator_added().indicator();
      assessment.clear_proposal();
      return;
    case CaseEvent::kInterviewNoted:
      *assessment.add_interviews() = event.interview_noted().interview();
      return;
    case CaseEvent::kStepAnswered:
      KeepAnswer(assessment, event.step_answered().answer());
      assessment.set_step(event.step_answered().next());
      assessment.clear_proposal();  // the team has gone on
      return;
    case CaseEvent::kClassified:
      KeepAnswer(assessment, event.classified().answer());
      SetLevel(assessment, event.classified().level(), event.classified().dues());
      assessment.set_state(StateOf(event.classified().level()));
      assessment.set_step(event.classified().next());
      return;
    case CaseEvent::kLevelRaised:
      SetLevel(assessment, event.level_raised().to(), event.level_raised().dues());
      assessment.set_state(StateOf(event.level_raised().to()));
      assessment.set_step(StepAt(event.level_raised().to()));
      return;
    case CaseEvent::kLevelLowered: return Lower(assessment, event.level_lowered());
    case CaseEvent::kProposed: *assessment.mutable_proposal() = event.proposed().proposal(); return;
    case CaseEvent::kSupported:
      *assessment.mutable_proposal()->add_supporters() = event.supported().supporter();
      return;
    case CaseEvent::kProposalWithdrawn: assessment.clear_proposal(); return;
    case CaseEvent::kActionRecorded: return RecordDone(assessment, event.action_recorded(), event);
    case CaseEvent::kPlanActivated:
      assessment.set_state(Case::STATE_PLAN_ACTIVE);
      return ScheduleReviews(assessment, event.plan_activated());
    case CaseEvent::kMonitoringBegun: assessment.set_state(Case::STATE_MONITORING); return;
    case CaseEvent::kReviewed: return HoldReview(assessment, event.reviewed(), event);
    case CaseEvent::kFoundFalse:
      assessment.set_disposition(event.found_false().disposition());
      *assessment.mutable_police_confirmation() = event.found_false().confirmation();
      return;
    case CaseEvent::kClosed:
      assessment.set_state(Case::STATE_CLOSED);
      *assessment.mutable_closed_at() = at;
      assessment.set_closing_note(event.closed().note());
      assessment.clear_proposal();
      return;
    case CaseEvent::kReopened:
      assessment.set_state(Case::STATE_EVALUATING);
      assessment.set_step(v1::CASE_STEP_EVALUATE);
      assessment.clear_closed_at();
      assessment.clear_evaluation_overdue();
      *assessment.mutable_evaluation_due_at() = event.reopened().evaluation_due_at();
      return;
    case CaseEvent::kTipLinked: assessment.add_tip_ids(event.tip_linked().tip_id()); return;
    case CaseEvent::kLinked: *assessment.add_links() = event.linked().link(); return;
    case CaseEvent::kSuicideRiskLinked:
      assessment.set_suicide_risk_id(event.suicide_risk_linked().suicide_risk_id());
      return;
    case CaseEvent::kOverdue: return MarkOverdue(assessment, event.overdue());
    case CaseEvent::kTransferred: assessment.set_transferred_to(event.transferred().school()); return;
    case CaseEvent::kReceived:
      assessment = event.received().report();
      assessment.set_state(Case::STATE_PLAN_ACTIVE);
      *assessment.mutable_reported_at() = at;
      assessment.set_reported_by(event.meta().actor_id());
      return;
    case CaseEvent::FACT_NOT_SET: return;
  }
}

}  // namespace watchbell::threat_intake
