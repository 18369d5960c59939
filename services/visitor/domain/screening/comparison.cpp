#include "services/visitor/domain/screening/comparison.hpp"

#include <algorithm>

namespace watchbell::visitor {
namespace {

// By DobGrade: what is left of a name score.
constexpr double kDobFactors[kDobGradeCount] = {1.0, 0.9, 0.85, 0.75, 0.3};

bool IsTelling(std::uint32_t count) { return count > 0 && count <= kTellingNameCountMax; }

// A typing slip in the one name that agrees is allowed: the entry's spelling is the one that is counted.
bool AgreesInOneRareName(const NameAgreement& agreement, const NameView& entry, const NameCounts& counts) {
  const auto close = [](Agreement a) { return a == Agreement::kSame || a == Agreement::kOneEdit; };
  if (close(agreement.surname)) return IsTelling(counts.WithSurname(KeysOf(entry).surname));
  if (close(agreement.given)) return IsTelling(counts.WithGiven(KeysOf(entry).given));
  return false;
}

}  // namespace

Comparison Compare(const NameView& person, BirthDate born, const NameView& entry, BirthDate entry_born,
                   const NameCounts& counts, Sensitivity sensitivity) {
  Comparison result;
  result.dob_grade = GradeBirthDates(born, entry_born);
  result.agreement = GradeNames(person, entry);
  result.name_grade = result.agreement.grade;
  const bool fuzzy_matters = OutcomeOf(NameGrade::kFuzzy, result.dob_grade, sensitivity) != Outcome::kClear;
  const bool held = OutcomeOf(result.name_grade, result.dob_grade, sensitivity) != Outcome::kClear;
  if (!held && !fuzzy_matters) return result;

  result.fuzzy_by_rare_name = result.name_grade == NameGrade::kNone && result.dob_grade == DobGrade::kSame &&
                              AgreesInOneRareName(result.agreement, entry, counts);
  if (result.name_grade == NameGrade::kNone && !result.fuzzy_by_rare_name && !MayMatch(person, entry))
    return result;
  auto [score, terms] = ScoreNames(person, entry);
  result.fuzzy_by_score = result.name_grade == NameGrade::kNone && score >= kNameMatchScoreMin;
  if (result.fuzzy_by_score || result.fuzzy_by_rare_name) result.name_grade = NameGrade::kFuzzy;
  result.outcome = OutcomeOf(result.name_grade, result.dob_grade, sensitivity);
  result.score = score * kDobFactors[static_cast<int>(result.dob_grade)];
  result.terms = std::move(terms);
  return result;
}

Comparison CompareFullNames(std::string_view a, std::string_view b) {
  const auto normal_a = Normalize(PartsOfFullName(a)), normal_b = Normalize(PartsOfFullName(b));
  const NameView view_a(normal_a), view_b(normal_b);
  Comparison result;
  result.agreement = GradeNames(view_a, view_b);
  result.name_grade = result.agreement.grade;
  auto [score, terms] = ScoreNames(view_a, view_b);
  result.fuzzy_by_score = result.name_grade == NameGrade::kNone && score >= kNameMatchScoreMin;
  if (result.fuzzy_by_score) result.name_grade = NameGrade::kFuzzy;
  result.outcome = OutcomeOf(result.name_grade, result.dob_grade);
  result.score = score;
  result.terms = std::move(terms);
  return result;
}

}  // namespace watchbell::visitor
