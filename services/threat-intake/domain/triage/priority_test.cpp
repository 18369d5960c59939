#include "services/threat-intake/domain/triage/priority.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace watchbell::threat_intake {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using v1::Tip;

v1::PriorityRule Rule(const std::string& id, const std::vector<std::string>& words) {
  v1::PriorityRule rule;
  rule.set_id(id);
  rule.set_reason("because");
  auto& in_english = *rule.add_words();
  in_english.set_language("en");
  for (const auto& word : words) in_english.add_words(word);
  return rule;
}
Priorities Of(const std::vector<v1::PriorityRule>& rules) {
  v1::PriorityRules table;
  for (const auto& rule : rules) *table.add_rules() = rule;
  return *Priorities::Of(table);
}
std::vector<std::string> Fired(const Priorities& priorities, const std::string& text) {
  return priorities.Fired(Tip::CATEGORY_OTHER, false, text);
}

TEST(Priority, AWordFiresInAnyCaseAndWithOrWithoutAccents) {
  const auto priorities = Of({Rule("weapon", {"munición", "gun"}), Rule("shooting", {"shoot*"})});
  EXPECT_THAT(Fired(priorities, "He has a GUN."), ElementsAre("weapon"));
  EXPECT_THAT(Fired(priorities, "MUNICION en su mochila"), ElementsAre("weapon"));
  EXPECT_THAT(Fired(priorities, "gun... a shooter!"), ElementsAre("weapon", "shooting"));
}

TEST(Priority, AWordInsideAnotherDoesNotFire) {
  const auto priorities = Of({Rule("weapon", {"gun", "arma"}), Rule("shooting", {"shoot*"})});
  EXPECT_THAT(Fired(priorities, "the shogun has begun; pharmacy; troubleshooting; alarma"), IsEmpty());
}

TEST(Priority, ASequenceOfWordsFiresAcrossSignsAndLines) {
  const auto priorities = Of({Rule("shooting", {"don't come to school"})});
  EXPECT_THAT(Fired(priorities, "DONT come,\nto school tomorrow"), ElementsAre("shooting"));
  EXPECT_THAT(Fired(priorities, "come to school"), IsEmpty());
}

TEST(Priority, CircumstancesFireWithoutAnyWord) {
  v1::PriorityRule now = Rule("now", {});
  now.set_happening_now(true);
  v1::PriorityRule category = Rule("category", {});
  category.add_categories(Tip::CATEGORY_SELF_HARM);
  const auto priorities = Of({now, category});
  EXPECT_THAT(priorities.Fired(Tip::CATEGORY_SELF_HARM, true, ""), ElementsAre("now", "category"));
  EXPECT_THAT(priorities.Fired(Tip::CATEGORY_DRUGS, false, ""), IsEmpty());
}

TEST(Priority, AFaultyTableIsRefusedAndSaysWhy) {
  v1::PriorityRules twice;
  *twice.add_rules() = Rule("a", {"x"});
  *twice.add_rules() = Rule("a", {"y"});
  EXPECT_THAT(Priorities::Of(twice).error().remedy, ::testing::HasSubstr("two rules are called \"a\""));
  v1::PriorityRules never;
  *never.add_rules() = Rule("b", {});
  EXPECT_THAT(Priorities::Of(never).error().remedy, ::testing::HasSubstr("can never fire"));
  v1::PriorityRules blank;
  *blank.add_rules() = Rule("c", {"..."});
  EXPECT_THAT(Priorities::Of(blank).error().remedy, ::testing::HasSubstr("empty word"));
}

// Words that meet each other in texts.
rc::Gen<std::string> Text() {
  return rc::gen::map(
      rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
          "gun", "Gún", "shoot", "er", "no", "not", "kill", "bring", "a", ".", "'", "\n", "ß", "銃")),
      [](const std::vector<std::string>& words) {
        std::string text;
        for (const auto& word : words) text += word + (text.size() % 3 == 0 ? "" : " ");
        return text;
      });
}
// Few enough that two tables together keep to the limit.
rc::Gen<std::vector<v1::PriorityRule>> Rules() {
  constexpr int kFew = 8;
  const auto words = rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("gun", "shoot*", "no gun", "kill", "a gun")));
  return rc::gen::map(rc::gen::resize(kFew, rc::gen::container<std::vector<std::vector<std::string>>>(words)),
                      [](const std::vector<std::vector<std::string>>& tables) {
                        std::vector<v1::PriorityRule> rules;
                        for (const auto& table : tables)
                          rules.push_back(Rule("rule" + std::to_string(rules.size()), table));
                        return rules;
                      });
}

RC_GTEST_PROP(PriorityProperty, NoRuleLowersWhatAnotherRaised, ()) {
  const auto rules = *Rules();
  const auto text = *Text();
  const auto before = Fired(Of(rules), text);
  auto more = rules;
  for (auto rule : *Rules()) {
    rule.set_id("more" + std::to_string(more.size()));
    more.push_back(rule);
  }
  const auto after = Fired(Of(more), text);
  for (const auto& id : before) RC_ASSERT(std::find(after.begin(), after.end(), id) != after.end());
}

RC_GTEST_PROP(PriorityProperty, NothingThatIsAddedToATipLowersIt, ()) {
  const auto priorities = Of(*Rules());
  const auto text = *Text();
  const auto before = Fired(priorities, text);
  const auto after = priorities.Fired(Tip::CATEGORY_WEAPON, true, *Text() + "\n" + text + "\n" + *Text());
  for (const auto& id : before) RC_ASSERT(std::find(after.begin(), after.end(), id) != after.end());
}

}  // namespace
}  // namespace watchbell::threat_intake
