#include "services/visitor/domain/screening/name_score.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "services/visitor/domain/screening/comparison.hpp"

namespace watchbell::visitor {
namespace {

using ::testing::IsEmpty;

NameScore Score(std::string_view a, std::string_view b) {
  const auto normal_a = Normalize(PartsOfFullName(a)), normal_b = Normalize(PartsOfFullName(b));
  return ScoreNames(NameView(normal_a), NameView(normal_b));
}

TEST(NameScore, EqualNamesScoreOneWithoutATerm) {
  const auto score = Score("Smith, John", "john SMITH");
  EXPECT_EQ(score.score, 1);
  EXPECT_THAT(score.terms, IsEmpty());
}

TEST(NameScore, WordsMayBeJoinedOrSplit) {
  EXPECT_EQ(Score("JanDaniel Bothma", "Jan Daniel Bothma").score, 1);
  EXPECT_EQ(Score("PolPot", "Pol Pot").score, 1);
}

TEST(NameScore, EveryPointLostHasATerm) {
  const auto score = Score("Bill Gates", "William H Gaites");
  ASSERT_EQ(score.terms.size(), 3u);
  EXPECT_EQ(score.terms[0].reason, ScoreReason::kNickname);
  EXPECT_EQ(score.terms[0].left, "bill");
  EXPECT_EQ(score.terms[0].right, "william");
  EXPECT_EQ(score.terms[1].reason, ScoreReason::kSpelling);
  EXPECT_EQ(score.terms[2].reason, ScoreReason::kExtraWord);
  EXPECT_EQ(score.terms[2].left, "");
  for (const auto& term : score.terms) EXPECT_LT(term.effect, 0);
}

TEST(NameScore, ASlipMatchesAndAnotherNameDoesNot) {
  EXPECT_GE(Score("Sergei Lavrov", "Serei Lavrov").score, kNameMatchScoreMin);
  EXPECT_GE(Score("Muammar Gaddafi", "Moammar Qaddafi").score, kNameMatchScoreMin);
  EXPECT_LT(Score("Daniel Tusk", "Donald Tusk").score, kNameMatchScoreMin);
  EXPECT_LT(Score("Indira Gokhale", "Indira Gandhi").score, kNameMatchScoreMin);
}

TEST(NameScore, TheSonIsNotTheFather) {
  EXPECT_LT(Score("Salman bin Muhammad", "Muhammad bin Salman").score, kNameMatchScoreMin);
}

TEST(NameScore, ScriptsWithoutVowelsAreReadByTheirConsonants) {
  EXPECT_GE(Score("فرناندو بيريز", "Fernando Pérez").score, kNameMatchScoreMin);
}

TEST(NameScore, NoNameMatchesNothing) { EXPECT_EQ(Score("", "").score, 0); }

TEST(NameScore, AMatchOfFullNamesIsAtLeastFuzzy) {
  const auto result = CompareFullNames("Tim Cock", "Tim Cook");
  EXPECT_EQ(result.name_grade, NameGrade::kFuzzy);
  EXPECT_TRUE(result.fuzzy_by_score);
}

RC_GTEST_PROP(NameScoreProperty, ItIsSymmetricAndBounded, ()) {
  const auto word =
      rc::gen::element<std::string>("john", "jon", "j", "bill", "william", "smith", "smyth", "al", "bin",
                                    "garcia", "mary", "ann", "maryann", "mhmd", "mohammed");
  const auto name = [&] {
    std::string text;
    for (const auto& part : *rc::gen::container<std::vector<std::string>>(*rc::gen::inRange(1, 6), word)) {
      text += part + " ";
    }
    return text;
  };
  const auto a = name(), b = name();
  const auto forth = Score(a, b), back = Score(b, a);
  RC_ASSERT(forth.score == back.score);
  RC_ASSERT(forth.terms.size() == back.terms.size());
  RC_ASSERT(forth.score >= 0 && forth.score <= 1);
  RC_ASSERT(Score(a, a).score == 1);
}

}  // namespace
}  // namespace watchbell::visitor
