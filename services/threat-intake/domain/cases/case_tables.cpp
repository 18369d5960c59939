#include "services/threat-intake/domain/cases/case_tables.hpp"

#include <algorithm>
#include <array>

namespace watchbell::threat_intake {
namespace {

using v1::Case;

constexpr auto kNoStep = v1::CASE_STEP_UNSPECIFIED;
constexpr auto kNoLevel = v1::CASE_LEVEL_UNSPECIFIED;
constexpr auto kEvaluate = v1::CASE_STEP_EVALUATE;
constexpr auto kResolve = v1::CASE_STEP_RESOLVE_AS_TRANSIENT;
constexpr auto kRespond = v1::CASE_STEP_RESPOND;
constexpr auto kSafety = v1::CASE_STEP_SAFETY_EVALUATION;
constexpr auto kImplement = v1::CASE_STEP_IMPLEMENT_AND_MONITOR;

// What is unclear goes on: in step 1 it is no "no", in step 2 it counts as No.
constexpr std::array kSteps{
    StepRow{kEvaluate, v1::CASE_ANSWER_YES, kResolve, kNoLevel},
    StepRow{kEvaluate, v1::CASE_ANSWER_UNCLEAR, kResolve, kNoLevel},
    StepRow{kEvaluate, v1::CASE_ANSWER_NO, kNoStep, v1::CASE_LEVEL_NOT_A_THREAT},
    StepRow{kResolve, v1::CASE_ANSWER_YES, kNoStep, v1::CASE_LEVEL_TRANSIENT},
    StepRow{kResolve, v1::CASE_ANSWER_NO, kRespond, kNoLevel},
    StepRow{kResolve, v1::CASE_ANSWER_UNCLEAR, kRespond, kNoLevel},
    StepRow{kRespond, v1::CASE_ANSWER_SERIOUS, kImplement, v1::CASE_LEVEL_SERIOUS},
    StepRow{kRespond, v1::CASE_ANSWER_VERY_SERIOUS, kSafety, v1::CASE_LEVEL_VERY_SERIOUS},
    StepRow{kSafety, v1::CASE_ANSWER_YES, kImplement, kNoLevel},
    StepRow{kSafety, v1::CASE_ANSWER_NO, kSafety, kNoLevel},
    StepRow{kImplement, v1::CASE_ANSWER_YES, kNoStep, kNoLevel},
    StepRow{kImplement, v1::CASE_ANSWER_NO, kImplement, kNoLevel},
};

constexpr std::array kMoves{
    MoveRow{Case::STATE_REPORTED, CaseMove::kTriage, Case::STATE_TRIAGED},
    MoveRow{Case::STATE_TRIAGED, CaseMove::kBeginEvaluation, Case::STATE_EVALUATING},
    MoveRow{Case::STATE_SERIOUS, CaseMove::kActivatePlan, Case::STATE_PLAN_ACTIVE},
    MoveRow{Case::STATE_VERY_SERIOUS, CaseMove::kActivatePlan, Case::STATE_PLAN_ACTIVE},
    MoveRow{Case::STATE_PLAN_ACTIVE, CaseMove::kBeginMonitoring, Case::STATE_MONITORING},
    MoveRow{Case::STATE_NOT_A_THREAT, CaseMove::kClose, Case::STATE_CLOSED},
    MoveRow{Case::STATE_TRANSIENT, CaseMove::kClose, Case::STATE_CLOSED},
    MoveRow{Case::STATE_MONITORING, CaseMove::kClose, Case::STATE_CLOSED},
    MoveRow{Case::STATE_CLOSED, CaseMove::kReopen, Case::STATE_EVALUATING},
};

constexpr auto kNot = v1::CASE_ACTION_NEED_NONE;
constexpr auto kOptional = v1::CASE_ACTION_NEED_OPTIONAL;
constexpr auto kRequired = v1::CASE_ACTION_NEED_REQUIRED;
constexpr auto kAtOnce = v1::CASE_ACTION_NEED_AT_ONCE;

// transient, serious, very serious
constexpr std::array kActions{
    ActionRow{v1::CASE_ACTION_KIND_TELL_SUBJECTS_PARENTS, kOptional, kRequired, kAtOnce, Due::kSameDay,
              false},
    ActionRow{v1::CASE_ACTION_KIND_TELL_TARGETS_AND_PARENTS, kOptional, kRequired, kAtOnce, Due::kSameDay,
              true},
    ActionRow{v1::CASE_ACTION_KIND_PRECAUTIONS_FOR_TARGETS, kNot, kRequired, kAtOnce, Due::kSameDay, true},
    ActionRow{v1::CASE_ACTION_KIND_CONSULT_POLICE, kNot, kOptional, kRequired, Due::kSameDay, false},
    ActionRow{v1::CASE_ACTION_KIND_MENTAL_HEALTH_SCREEN, kOptional, kOptional, kRequired, Due::kSafetyPlan,
              false},
    ActionRow{v1::CASE_ACTION_KIND_SAFETY_PLAN, kNot, kOptional, kRequired, Due::kSafetyPlan, false},
    ActionRow{v1::CASE_ACTION_KIND_DISABILITY_REVIEW, kOptional, kRequired, kRequired, Due::kSafetyPlan,
              true},
    ActionRow{v1::CASE_ACTION_KIND_CONSIDER_DISCIPLINE, kRequired, kRequired, kRequired, Due::kSafetyPlan,
              false},
};

// domain.md 3.3, "Follow-up reviews".
constexpr std::array kSeriousReviews{30};
constexpr std::array kVerySeriousReviews{7, 30, 60, 90};

}  // namespace

std::span<const StepRow> StepRows() { return kSteps; }
std::span<const MoveRow> MoveRows() { return kMoves; }
std::span<const ActionRow> ActionRows() { return kActions; }

const StepRow* RowOf(v1::CaseStep step, v1::CaseAnswer answer) {
  const auto* row = std::find_if(kSteps.begin(), kSteps.end(), [&](const auto& candidate) {
    return candidate.step == step && candidate.answer == answer;
  });
  return row == kSteps.end() ? nullptr : row;
}

std::optional<Case::State> StateAfter(Case::State from, CaseMove move) {
  for (const auto& row : kMoves)
    if (row.from == from && row.move == move) return row.to;
  return std::nullopt;
}

const ActionRow* RowOf(v1::CaseActionKind kind) {
  const auto* row = std::find_if(kActions.begin(), kActions.end(),
                                 [&](const auto& candidate) { return candidate.kind == kind; });
  return row == kActions.end() ? nullptr : row;
}

v1::CaseActionNeed ActionRow::NeedAt(v1::CaseLevel level) const {
  switch (level) {
    case v1::CASE_LEVEL_TRANSIENT: return transient;
    case v1::CASE_LEVEL_SERIOUS: return serious;
    case v1::CASE_LEVEL_VERY_SERIOUS: return very_serious;
    default: return kNot;
  }
}

std::span<const int> ReviewDays(v1::CaseLevel level) {
  if (level == v1::CASE_LEVEL_SERIOUS) return kSeriousReviews;
  if (level == v1::CASE_LEVEL_VERY_SERIOUS) return kVerySeriousReviews;
  return {};
}

bool IsSubstantive(v1::CaseLevel level) { return level >= v1::CASE_LEVEL_SERIOUS; }

Case::State StateOf(v1::CaseLevel level) {
  switch (level) {
    case v1::CASE_LEVEL_NOT_A_THREAT: return Case::STATE_NOT_A_THREAT;
    case v1::CASE_LEVEL_TRANSIENT: return Case::STATE_TRANSIENT;
    case v1::CASE_LEVEL_SERIOUS: return Case::STATE_SERIOUS;
    case v1::CASE_LEVEL_VERY_SERIOUS: return Case::STATE_VERY_SERIOUS;
    default: return Case::STATE_UNSPECIFIED;
  }
}

v1::CaseStep StepAt(v1::CaseLevel level) {
  if (level == v1::CASE_LEVEL_SERIOUS) return kImplement;
  return level == v1::CASE_LEVEL_VERY_SERIOUS ? kSafety : kNoStep;
}

bool IsDone(const v1::CaseAction& action) { return action.outcome() != v1::CASE_ACTION_OUTCOME_UNSPECIFIED; }
bool IsOpen(const v1::CaseAction& action) {
  return action.need() >= v1::CASE_ACTION_NEED_REQUIRED && !IsDone(action);
}

}  // namespace watchbell::threat_intake
