// How well two names agree, by rule: which parts agree and how, and the grade that follows from a table.
#pragma once

#include <cstdint>
#include <string>

#include "services/visitor/domain/screening/name.hpp"

namespace watchbell::visitor {

enum class NameGrade : std::uint8_t { kExact, kStrong, kFuzzy, kNone };
constexpr int kNameGradeCount = 4;

// How two given names, or two surnames, agree; each is weaker than the one before it.
enum class Agreement : std::uint8_t {
  kSame,      // also joined or split otherwise, with or without particles, or further given names on one side
  kNickname,  // given names only
  kInitial,   // given names only
  kPrefix,    // one is the start of the other, which its document says was cut
  kPart,      // surnames only: one of the two words of a double surname
  kOneEdit,   // one Damerau edit, the longer having 5 letters or more
  kAlike,     // Jaro-Winkler: given names 0.88, surnames 0.92
  kDifferent,
  kAbsent,  // one side has none
};
constexpr int kAgreementCount = 9;

struct NameAgreement {
  NameGrade grade = NameGrade::kNone;
  Agreement given = Agreement::kDifferent;
  Agreement surname = Agreement::kDifferent;
  bool swapped = false;          // the given name of one is the surname of the other
  bool middle_conflict = false;  // both have full middle names and none agrees: one grade less
  bool suffix_conflict = false;  // Jr against Sr: one grade less
};

// Symmetric.
NameAgreement GradeNames(const NameView& a, const NameView& b);

// What two names with the same surname, after any of kSame's variations, have in common; likewise for given
// names. GradeNames says kSame only if at least one of these letter strings is equal on both sides.
struct NameKeys {
  std::string surname;           // all words in one
  std::string surname_stripped;  // without particles
  std::string given;             // all given names in one
  std::string given_first;
  std::string given_and_middle;  // all in one
};
NameKeys KeysOf(const NameView& name);

}  // namespace watchbell::visitor
