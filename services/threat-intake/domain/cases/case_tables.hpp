// The tables of the decision tree (domain.md 3.3): which answer leads where, what each level requires and by
// when.
#pragma once

#include <optional>
#include <span>

#include "common/time/clock.hpp"
#include "watchbell/threat_intake/v1/case.pb.h"

namespace watchbell::threat_intake {

struct StepRow {
  v1::CaseStep step;
  v1::CaseAnswer answer;
  // Unspecified: the tree ends here.
  v1::CaseStep next;
  // Unspecified: the answer classifies nothing.
  v1::CaseLevel level;
};
std::span<const StepRow> StepRows();
const StepRow* RowOf(v1::CaseStep step, v1::CaseAnswer answer);

// What moves a case from one state to another, beside its level.
enum class CaseMove { kTriage, kBeginEvaluation, kActivatePlan, kBeginMonitoring, kClose, kReopen };
struct MoveRow {
  v1::Case::State from;
  CaseMove move;
  v1::Case::State to;
};
std::span<const MoveRow> MoveRows();
std::optional<v1::Case::State> StateAfter(v1::Case::State from, CaseMove move);

// By when something required must be done.
enum class Due { kNever, kAtOnce, kSameDay, kSafetyPlan };
struct ActionRow {
  v1::CaseActionKind kind;
  v1::CaseActionNeed transient;
  v1::CaseActionNeed serious;
  v1::CaseActionNeed very_serious;
  Due due;
  // Can have no object.
  bool may_not_apply;
  v1::CaseActionNeed NeedAt(v1::CaseLevel level) const;
};
std::span<const ActionRow> ActionRows();
const ActionRow* RowOf(v1::CaseActionKind kind);

// Days after the plan is in force, by level.
std::span<const int> ReviewDays(v1::CaseLevel level);

bool IsSubstantive(v1::CaseLevel level);
// The state in which a level is first held.
v1::Case::State StateOf(v1::CaseLevel level);
// The step that is asked next at that level.
v1::CaseStep StepAt(v1::CaseLevel level);
bool IsDone(const v1::CaseAction& action);
// Required and neither done nor without an object.
bool IsOpen(const v1::CaseAction& action);

}  // namespace watchbell::threat_intake
