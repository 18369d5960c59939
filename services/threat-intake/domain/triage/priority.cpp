#include "services/threat-intake/domain/triage/priority.hpp"

#include <algorithm>
#include <set>

#include "common/text/fold.hpp"

namespace watchbell::threat_intake {
namespace {

using v1::PriorityRule;

tl::unexpected<Error> Malformed(const std::string& what) {
  return Fail(Code::kInvalidArgument, "PRIORITY_RULES_MALFORMED", "In the file of --keywords: " + what + ".",
              "keywords");
}

// Empty: no word in it.
std::string PatternOf(const std::string& word) {
  const auto folded = Fold(word);
  if (folded.empty()) return {};
  return " " + folded + (word.back() == '*' ? "" : " ");
}

bool Fires(const PriorityRule& rule, const std::vector<std::string>& patterns, v1::Tip::Category category,
           bool happening_now, const std::string& folded) {
  if (rule.happening_now() && happening_now) return true;
  const auto& categories = rule.categories();
  if (std::find(categories.begin(), categories.end(), category) != categories.end()) return true;
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const auto& pattern) { return folded.find(pattern) != std::string::npos; });
}

}  // namespace

Result<Priorities> Priorities::Of(v1::PriorityRules rules) {
  Priorities priorities;
  std::set<std::string> ids;
  int words = 0;
  if (rules.rules_size() > kPriorityRulesMax) return Malformed("there are more than 100 rules");
  for (const auto& rule : rules.rules()) {
    if (rule.id().empty() || rule.reason().empty()) return Malformed("every rule needs an id and a reason");
    if (!ids.insert(rule.id()).second) return Malformed("two rules are called \"" + rule.id() + "\"");
    auto& patterns = priorities.patterns_.emplace_back();
    for (const auto& in_language : rule.words()) {
      for (const auto& word : in_language.words()) {
        patterns.push_back(PatternOf(word));
        if (patterns.back().empty()) return Malformed("rule \"" + rule.id() + "\" has an empty word");
        if (++words > kPriorityWordsMax) return Malformed("there are more than 5,000 words");
      }
    }
    if (patterns.empty() && rule.categories().empty() && !rule.happening_now())
      return Malformed("rule \"" + rule.id() + "\" can never fire");
  }
  priorities.rules_ = std::move(rules);
  return priorities;
}

std::vector<std::string> Priorities::Fired(v1::Tip::Category category, bool happening_now,
                                           std::string_view text) const {
  const std::string folded = " " + Fold(text) + " ";
  std::vector<std::string> fired;
  for (std::size_t i = 0; i < patterns_.size(); ++i) {
    const auto& rule = rules_.rules(static_cast<int>(i));
    if (Fires(rule, patterns_[i], category, happening_now, folded)) fired.push_back(rule.id());
  }
  return fired;
}

}  // namespace watchbell::threat_intake
