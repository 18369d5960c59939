#include "services/visitor/domain/screening/outcome.hpp"

namespace watchbell::visitor {
namespace {

constexpr auto kProbable = Outcome::kProbable, kPossible = Outcome::kPossible, kClear = Outcome::kClear;
using Matrix = Outcome[kNameGradeCount][kDobGradeCount];

// domain.md 3.4. Columns: same, near, partial, absent, conflict. Name and birth date.
constexpr Matrix kNameAndDob = {
    {kProbable, kPossible, kPossible, kPossible, kClear},  // exact
    {kProbable, kPossible, kPossible, kClear, kClear},     // strong
    {kPossible, kClear, kClear, kClear, kClear},           // fuzzy
    {kClear, kClear, kClear, kClear, kClear},              // none
};
// A name without an equal birth date is never more than possible, and another birth date always clears: a
// namesake of the family is compared by a person, and alarms nobody.
constexpr Matrix kName = {
    {kProbable, kPossible, kPossible, kPossible, kClear},
    {kProbable, kPossible, kPossible, kPossible, kClear},
    {kPossible, kPossible, kPossible, kClear, kClear},
    {kClear, kClear, kClear, kClear, kClear},
};
constexpr const Matrix* kMatrices[kSensitivityCount] = {&kNameAndDob, &kName, &kNameAndDob};

// With SENSITIVITY_NAME_DOB_STATE. Columns: same, absent, conflict.
constexpr Outcome kWithState[][kStateGradeCount] = {
    {kProbable, kProbable, kPossible},  // probable
    {kPossible, kPossible, kClear},     // possible
    {kClear, kClear, kClear},           // clear
};

}  // namespace

StateGrade GradeStates(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return StateGrade::kAbsent;
  return a == b ? StateGrade::kSame : StateGrade::kConflict;
}

Outcome OutcomeOf(NameGrade name, DobGrade dob, Sensitivity sensitivity) {
  return (*kMatrices[static_cast<int>(sensitivity)])[static_cast<int>(name)][static_cast<int>(dob)];
}

Outcome WithState(Outcome outcome, StateGrade state, Sensitivity sensitivity) {
  if (sensitivity != Sensitivity::kNameDobState) return outcome;
  return kWithState[static_cast<int>(outcome)][static_cast<int>(state)];
}

bool IsNoteworthy(NameGrade name, DobGrade dob) {
  if (name == NameGrade::kExact) return dob == DobGrade::kConflict;
  return name == NameGrade::kStrong && dob == DobGrade::kAbsent;
}

}  // namespace watchbell::visitor
