// One person against one entry of a list: the grades, the outcome, and every reason for them.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "services/visitor/domain/screening/birth_date.hpp"
#include "services/visitor/domain/screening/name_grade.hpp"
#include "services/visitor/domain/screening/name_score.hpp"
#include "services/visitor/domain/screening/outcome.hpp"

namespace watchbell::visitor {

// How many entries of a list bear a name; the keys are NameKeys::surname and NameKeys::given.
class NameCounts {
 public:
  virtual ~NameCounts() = default;
  virtual std::uint32_t WithSurname(std::string_view surname) const = 0;
  virtual std::uint32_t WithGiven(std::string_view given) const = 0;
};

// With the same birth date and one of the two names, another person is on the list by chance once in
// kBirthDates / count check-ins. Up to this count that is under 1 in 1,000, and the pair is worth a look:
// people marry, and go by other given names. A count above it makes the name too common to say anything.
constexpr std::uint32_t kBirthDates = 36'500;
constexpr std::uint32_t kTellingNameCountMax = kBirthDates / 1000;

struct Comparison {
  NameGrade name_grade = NameGrade::kNone;
  DobGrade dob_grade = DobGrade::kAbsent;
  Outcome outcome = Outcome::kClear;
  double score = 0;  // the names' score, lowered by a birth date that is not the same; in [0,1]
  NameAgreement agreement;
  // Why a name grade is fuzzy although no rule of NameAgreement says so.
  bool fuzzy_by_score = false;      // the name score reaches kNameMatchScoreMin
  bool fuzzy_by_rare_name = false;  // birth date and one name agree, and the name is telling on this list
  std::vector<ScoreTerm> terms;     // left is the person's word, right the entry's
};

// Symmetric but for the terms' sides. `counts` are those of the entry's list.
Comparison Compare(const NameView& person, BirthDate born, const NameView& entry, BirthDate entry_born,
                   const NameCounts& counts, Sensitivity sensitivity);

// Names alone, as two texts: the grade of their parts, raised to fuzzy where the score says match.
Comparison CompareFullNames(std::string_view a, std::string_view b);

}  // namespace watchbell::visitor
