// Which rules make a tip a danger to life. A rule that fires raises; none can do anything else, so none can
// lower. domain.md 2.3.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/result/result.hpp"
#include "watchbell/threat_intake/v1/priority.pb.h"

namespace watchbell::threat_intake {

inline constexpr int kPriorityRulesMax = 100;
inline constexpr int kPriorityWordsMax = 5'000;  // of all rules

// Immutable, so thread-safe.
class Priorities {
 public:
  // Without rules nothing fires.
  Priorities() = default;
  // Refuses a rule without an id, a reason or anything that could fire it, and two with one id.
  static Result<Priorities> Of(v1::PriorityRules rules);

  const v1::PriorityRules& rules() const { return rules_; }
  // The ids of the rules that fire, in the order of the table. A word counts in any case, with or without
  // accents, and only as a whole word or, with "*", as the beginning of one.
  std::vector<std::string> Fired(v1::Tip::Category category, bool happening_now, std::string_view text) const;

 private:
  v1::PriorityRules rules_;
  // By rule, folded: " gun " is a whole word, " shoot" the beginning of one.
  std::vector<std::vector<std::string>> patterns_;
};

}  // namespace watchbell::threat_intake
