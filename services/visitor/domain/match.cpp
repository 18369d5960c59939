#include "services/visitor/domain/match.hpp"

#include <array>

namespace watchbell::visitor {
namespace {

constexpr std::array<const char*, kNameGradeCount> kNameGrades{"EXACT", "STRONG", "FUZZY", "NONE"};
constexpr std::array<const char*, kDobGradeCount> kDobGrades{"SAME", "NEAR", "PARTIAL", "ABSENT", "CONFLICT"};
constexpr std::array<const char*, 3> kOutcomes{"PROBABLE", "POSSIBLE", "CLEAR"};
constexpr std::array<const char*, kStateGradeCount> kStateGrades{"SAME", "ABSENT", "CONFLICT"};

const char* Sentence(ScoreReason reason) {
  switch (reason) {
    case ScoreReason::kSpelling: return "is spelt differently from";
    case ScoreReason::kDifferentWord: return "stands where the list has";
    case ScoreReason::kNickname: return "is a short form of, or short for,";
    case ScoreReason::kExtraWord: return "has no counterpart in";
    case ScoreReason::kWordOrder: return "the words come in another order";
  }
  return "";
}

}  // namespace

WatchEntry ForScreening(const v1::WatchlistEntry& entry) {
  WatchEntry listed;
  listed.id = entry.id();
  listed.name = {.given = entry.given_name(),
                 .middle = entry.middle_name(),
                 .surname = entry.family_name(),
                 .suffix = entry.name_suffix()};
  for (const auto& alias : entry.aliases()) listed.aliases.push_back(PartsOfFullName(alias));
  if (const auto born = BirthDate::Parse(entry.date_of_birth())) listed.born = *born;
  return listed;
}

v1::Match Explain(const Hit& hit) {
  const auto& comparison = hit.comparison;
  v1::Match match;
  match.set_entry_id(hit.entry_id);
  match.set_outcome(NameOf(comparison.outcome));
  match.set_name_grade(kNameGrades[static_cast<std::size_t>(comparison.name_grade)]);
  match.set_dob_grade(kDobGrades[static_cast<std::size_t>(comparison.dob_grade)]);
  match.set_score(comparison.score);
  for (const auto& term : comparison.terms) {
    std::string sentence{Sentence(term.reason)};
    if (!term.left.empty() || !term.right.empty()) {
      sentence = "\"" + (term.left.empty() ? term.right : term.left) + "\" " + sentence +
                 (term.left.empty()    ? " the visitor's name"
                  : term.right.empty() ? " the entry"
                                       : " \"" + term.right + "\"");
    }
    match.add_terms(sentence);
  }
  return match;
}

const char* NameOf(Outcome outcome) { return kOutcomes[static_cast<std::size_t>(outcome)]; }
const char* NameOf(StateGrade grade) { return kStateGrades[static_cast<std::size_t>(grade)]; }

std::string PersonText(NameParts name, BirthDate born) {
  name.given_truncated = name.surname_truncated = false;
  return Normalize(name) + '|' + std::to_string(born.code());
}

std::string PersonText(const v1::Visit& visit) {
  return PersonText({.given = visit.given_name(),
                     .middle = visit.middle_name(),
                     .surname = visit.family_name(),
                     .suffix = visit.name_suffix()},
                    BirthDate::Parse(visit.date_of_birth()).value_or(BirthDate{}));
}

}  // namespace watchbell::visitor
