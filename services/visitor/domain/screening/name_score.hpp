// How likely two names alone are one person's: words are paired off, and everything that does not fit costs
// something. A linear model in six terms, so that each point of a score has a reason a reader can check.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "services/visitor/domain/screening/name.hpp"

namespace watchbell::visitor {

enum class ScoreReason : std::uint8_t {
  kSpelling,       // a word is spelt differently
  kDifferentWord,  // a word stands where the other name has another one
  kNickname,       // a word is a short form of the other
  kExtraWord,      // only one of the names has the word
  kWordOrder,      // the words come in another order
};

// One reason why a score is below 1. The words are folded; one is empty for an extra word, both for the
// order.
struct ScoreTerm {
  ScoreReason reason;
  std::string left;
  std::string right;
  double effect;  // on the log-odds, negative
};

struct NameScore {
  double score = 0;  // in [0,1], 1 for names without a difference
  std::vector<ScoreTerm> terms;
};

// At and above this score two names alone count as one person's.
constexpr double kNameMatchScoreMin = 0.5;

// False if the letters alone show that the score stays below kNameMatchScoreMin. Ten times as fast as the
// score.
bool MayMatch(const NameView& a, const NameView& b);

// Symmetric (left and right change places). Ignores which words are given names and which are surnames.
NameScore ScoreNames(const NameView& a, const NameView& b);

}  // namespace watchbell::visitor
