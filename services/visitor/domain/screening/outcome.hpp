// What follows from a name grade and a birth date grade: hold the visit for a human, or not. Never a denial.
#pragma once

#include <cstdint>
#include <string_view>

#include "services/visitor/domain/screening/birth_date.hpp"
#include "services/visitor/domain/screening/name_grade.hpp"

namespace watchbell::visitor {

enum class Outcome : std::uint8_t { kProbable, kPossible, kClear };

// How readily a school holds a visit (domain.md 2.1). Name and birth date is the district's rule. Name alone
// also holds what only lacks a birth date, and fuzzy names with a near one. Name, birth date and state is the
// district's rule, one step milder where the two states are known and differ.
enum class Sensitivity : std::uint8_t { kNameAndDob, kName, kNameDobState };
constexpr int kSensitivityCount = 3;

// The state of the visitor's document and that of the entry.
enum class StateGrade : std::uint8_t { kSame, kAbsent, kConflict };
constexpr int kStateGradeCount = 3;
StateGrade GradeStates(std::string_view a, std::string_view b);

Outcome OutcomeOf(NameGrade name, DobGrade dob, Sensitivity sensitivity = Sensitivity::kNameAndDob);
// What is left of it once the states are known.
Outcome WithState(Outcome outcome, StateGrade state, Sensitivity sensitivity);

// The names agree although nothing is held: equal names with different birth dates are counted, and names
// that only a missing birth date keeps apart are a note to ask for it.
bool IsNoteworthy(NameGrade name, DobGrade dob);

}  // namespace watchbell::visitor
