// What follows from a name grade and a birth date grade: hold the visit for a human, or not. Never a denial.
#pragma once

#include <cstdint>

#include "services/visitor/domain/screening/birth_date.hpp"
#include "services/visitor/domain/screening/name_grade.hpp"

namespace watchbell::visitor {

enum class Outcome : std::uint8_t { kProbable, kPossible, kClear };

// How readily a school holds a visit. Standard is the district's rule; wide also holds what needs two slips
// at once; narrow drops everything that rests on one.
enum class Sensitivity : std::uint8_t { kStandard, kWide, kNarrow };

Outcome OutcomeOf(NameGrade name, DobGrade dob, Sensitivity sensitivity = Sensitivity::kStandard);

// The names agree although nothing is held: equal names with different birth dates are counted, and names
// that only a missing birth date keeps apart are a note to ask for it.
bool IsNoteworthy(NameGrade name, DobGrade dob);

}  // namespace watchbell::visitor
