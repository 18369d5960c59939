#include "services/threat-intake/domain/triage/tip_report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace watchbell::threat_intake {
namespace {

using std::chrono::minutes;
using ::testing::HasSubstr;
using ::testing::Not;
using v1::Tip;

const TimePoint kNoon{std::chrono::seconds{1'800'000'000}};

Tip OneTip(Tip::Category category, minutes answered_after, v1::Disposition disposition) {
  Tip tip;
  tip.set_category(category);
  *tip.mutable_received_at() = ToProto(kNoon);
  *tip.mutable_acknowledged_at() = ToProto(kNoon + answered_after);
  tip.mutable_verdict()->set_disposition(disposition);
  return tip;
}
void Add(TipsCounted& counted, const std::string& school, const std::string& month, const Tip& tip,
         int times) {
  for (const auto& [name, number] : NumbersOf(tip)) counted[{school, month}][name] += number * times;
}
const v1::TipFigure& Find(const google::protobuf::RepeatedPtrField<v1::TipFigure>& figures,
                          const std::string& name) {
  return *std::find_if(figures.begin(), figures.end(), [&](const auto& one) { return one.name() == name; });
}

TEST(TipReport, CountsByCategoryLevelOutcomeAndAnswer) {
  TipsCounted counted;
  Add(counted, "lincoln-es", "2026-11", OneTip(Tip::CATEGORY_BULLYING, minutes{20}, v1::DISPOSITION_CREDIBLE),
      30);
  Add(counted, "lincoln-es", "2026-11", OneTip(Tip::CATEGORY_DRUGS, minutes{200}, v1::DISPOSITION_PRANK), 9);
  Tip waiting = OneTip(Tip::CATEGORY_THREAT, minutes{0}, v1::DISPOSITION_UNSPECIFIED);
  waiting.clear_acknowledged_at();
  waiting.set_life_safety(true);
  Add(counted, "lincoln-es", "2026-11", waiting, 7);
  const auto row = ReportOf(counted).rows(0);
  EXPECT_EQ(row.tips().number(), 46);
  EXPECT_EQ(Find(row.levels(), "life_safety").number(), 7);
  EXPECT_EQ(Find(row.categories(), "bullying").number(), 30);
  EXPECT_EQ(Find(row.outcomes(), "prank").number(), 9);
  EXPECT_EQ(Find(row.answers(), "answered").number(), 39);
  EXPECT_EQ(row.answer_median_min().number(), 30);
  EXPECT_EQ(row.answer_p90_min().number(), 240);
  // The smallest goes with the categories of which there were none: they would follow from it.
  EXPECT_TRUE(Find(row.categories(), "threat").hidden());
}

TEST(TipReport, SmallNumbersAreHiddenWithWhatTheyFollowFrom) {
  TipsCounted counted;
  Add(counted, "lincoln-es", "2026-11", OneTip(Tip::CATEGORY_BULLYING, minutes{20}, v1::DISPOSITION_CREDIBLE),
      20);
  Add(counted, "lincoln-es", "2026-11",
      OneTip(Tip::CATEGORY_SELF_HARM, minutes{20}, v1::DISPOSITION_CREDIBLE), 2);
  const auto row = ReportOf(counted).rows(0);
  EXPECT_TRUE(Find(row.categories(), "self_harm").hidden());
  EXPECT_EQ(Find(row.categories(), "self_harm").number(), 0);
  EXPECT_TRUE(Find(row.categories(), "drugs").hidden());
}

TEST(TipReport, AnErasedTipStaysCountedWithoutItsCategoryAndOutcome) {
  v1::TipEvent received;
  *received.mutable_tip() = OneTip(Tip::CATEGORY_THREAT, minutes{5}, v1::DISPOSITION_HOAX);
  const auto counts = CountsOfTip({received}, [](TimePoint) { return "2026-11"; });
  EXPECT_EQ(counts.month, "2026-11");
  const TipNumbers numbers{counts.numbers.begin(), counts.numbers.end()};
  EXPECT_EQ(numbers.at("category_not_kept"), 1);
  EXPECT_EQ(numbers.at("outcome_not_kept"), 1);
  EXPECT_EQ(numbers.at("response_15"), 1);
  EXPECT_FALSE(numbers.contains("category_threat"));
}

TEST(TipReport, TheSheetHasAColumnForEveryFigureAndARowForTheTotal) {
  TipsCounted counted;
  Add(counted, "lincoln-es", "2026-11", OneTip(Tip::CATEGORY_DRUGS, minutes{5}, v1::DISPOSITION_PRANK), 6);
  const auto sheet = SheetOf(ReportOf(counted));
  ASSERT_EQ(sheet.size(), 3U);
  EXPECT_EQ(sheet[1].size(), sheet[0].size());
  EXPECT_EQ(sheet[2][0], "total");
  EXPECT_EQ(sheet[0].back(), "answer_p90_min");
}

TEST(TipReport, AMonthThatIsNoneIsRefused) {
  EXPECT_TRUE(CheckTipMonths("2026-01", "2026-12"));
  for (const char* month : {"2026-13", "2026-1", "soon", "2026-00", "202--01"})
    EXPECT_EQ(CheckTipMonths(month, "2026-12").error().field, "from_month") << month;
  EXPECT_EQ(CheckTipMonths("2026-12", "2026-01").error().field, "to_month");
}

TEST(TipReport, ThePublicPageHoldsFullSchoolYearsOfTheDistrictOnly) {
  TipsCounted counted;
  const auto tip = OneTip(Tip::CATEGORY_BULLYING, minutes{5}, v1::DISPOSITION_CREDIBLE);
  Add(counted, "lincoln-es", "2025-09", tip, 30);
  Add(counted, "roosevelt-ms", "2026-06", tip, 11);
  Add(counted, "lincoln-es", "2026-07", tip, 99);
  const auto page = PublicPage(ReportOf(SchoolYearsOf(counted, "2026-11")));
  EXPECT_THAT(page, HasSubstr("2025-2026"));
  EXPECT_THAT(page, Not(HasSubstr("2026-2027")));
  EXPECT_THAT(page, Not(HasSubstr("lincoln")));
  EXPECT_THAT(page, Not(HasSubstr("99")));
  EXPECT_THAT(PublicPage(ReportOf(SchoolYearsOf({}, "2026-11"))), HasSubstr("No full school year"));
}

RC_GTEST_PROP(TipReportProperty, NoNumberUnderFiveIsEverShown, ()) {
  TipsCounted counted;
  for (int month = 1; month <= 3; ++month) {
    for (int kind = 0; kind < 4; ++kind) {
      const auto tip = OneTip(static_cast<Tip::Category>(*rc::gen::inRange(1, 6)), minutes{kind * 60},
                              static_cast<v1::Disposition>(*rc::gen::inRange(0, 4)));
      Add(counted, "lincoln-es", "2026-0" + std::to_string(month), tip, *rc::gen::inRange(0, 12));
    }
  }
  const auto report = ReportOf(counted);
  const auto check = [](const v1::TipFigure& figure) {
    const bool fine = figure.hidden() ? figure.number() == 0 : figure.number() >= 5;
    RC_ASSERT(fine);
  };
  for (const auto& row : report.rows()) {
    check(row.tips());
    for (const auto& figure : row.categories()) check(figure);
    for (const auto& figure : row.outcomes()) check(figure);
    for (const auto& figure : row.answers()) check(figure);
    for (const auto& figure : row.levels()) check(figure);
  }
}

}  // namespace
}  // namespace watchbell::threat_intake
