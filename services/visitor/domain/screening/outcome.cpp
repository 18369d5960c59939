#include "services/visitor/domain/screening/outcome.hpp"

namespace watchbell::visitor {
namespace {

constexpr auto kProbable = Outcome::kProbable, kPossible = Outcome::kPossible, kClear = Outcome::kClear;
using Matrix = Outcome[kNameGradeCount][kDobGradeCount];

// Columns: same, near, partial, absent, conflict.
constexpr Matrix kStandard = {
    {kProbable, kPossible, kPossible, kPossible, kClear},  // exact
    {kProbable, kPossible, kPossible, kClear, kClear},     // strong
    {kPossible, kClear, kClear, kClear, kClear},           // fuzzy
    {kClear, kClear, kClear, kClear, kClear},              // none
};
constexpr Matrix kWide = {
    {kProbable, kPossible, kPossible, kPossible, kClear},
    {kProbable, kPossible, kPossible, kClear, kClear},
    {kPossible, kPossible, kPossible, kClear, kClear},
    {kClear, kClear, kClear, kClear, kClear},
};
constexpr Matrix kNarrow = {
    {kProbable, kPossible, kPossible, kPossible, kClear},
    {kProbable, kClear, kClear, kClear, kClear},
    {kClear, kClear, kClear, kClear, kClear},
    {kClear, kClear, kClear, kClear, kClear},
};

const Matrix& MatrixOf(Sensitivity sensitivity) {
  switch (sensitivity) {
    case Sensitivity::kStandard: return kStandard;
    case Sensitivity::kWide: return kWide;
    case Sensitivity::kNarrow: return kNarrow;
  }
  return kStandard;
}

}  // namespace

Outcome OutcomeOf(NameGrade name, DobGrade dob, Sensitivity sensitivity) {
  return MatrixOf(sensitivity)[static_cast<int>(name)][static_cast<int>(dob)];
}

bool IsNoteworthy(NameGrade name, DobGrade dob) {
  if (name == NameGrade::kExact) return dob == DobGrade::kConflict;
  return name == NameGrade::kStrong && dob == DobGrade::kAbsent;
}

}  // namespace watchbell::visitor
