#include "services/visitor/domain/report.hpp"

#include <gtest/gtest.h>

namespace watchbell::visitor {
namespace {

using std::chrono::seconds;
const TimePoint kArrived{seconds{1'772'000'000}};  // 2026-02-25

v1::VisitEvent At(TimePoint at) {
  v1::VisitEvent event;
  *event.mutable_meta()->mutable_at() = ToProto(at);
  *event.mutable_visit()->mutable_arrived_at() = ToProto(kArrived);
  return event;
}
v1::VisitEvent Held() {
  auto event = At(kArrived);
  event.mutable_held();
  return event;
}
v1::VisitEvent Admitted(int after_s) {
  auto event = At(kArrived + seconds{after_s});
  event.mutable_admitted();
  return event;
}
v1::VisitEvent Denied(int after_s) {
  auto event = At(kArrived + seconds{after_s});
  event.mutable_denied();
  return event;
}
v1::VisitEvent Unsure(int after_s) {
  auto event = At(kArrived + seconds{after_s});
  event.mutable_unsure();
  return event;
}

Numbers Counted(const std::vector<v1::VisitEvent>& events) {
  VisitStory story;
  for (const auto& event : events) story.Follow(event);
  return NumbersOf(story);
}

TEST(VisitReport, AVisitorWhoWasNotHeldIsOneVisit) {
  EXPECT_EQ(Counted({Admitted(0)}), (Numbers{{"visits", 1}, {"not_held", 1}}));
}

TEST(VisitReport, AHoldIsCountedByItsAnswerAndHowLongItTook) {
  EXPECT_EQ(Counted({Held(), Denied(42)}),
            (Numbers{{"visits", 1}, {"held", 1}, {"matches", 1}, {"response_60", 1}}));
  EXPECT_EQ(Counted({Held(), Admitted(3)}),
            (Numbers{{"visits", 1}, {"held", 1}, {"not_matches", 1}, {"response_5", 1}}));
  EXPECT_EQ(Counted({Held()}), (Numbers{{"visits", 1}, {"held", 1}, {"undecided", 1}}));
}

TEST(VisitReport, SomebodyWhoCouldNotTellIsNotTheLastWord) {
  EXPECT_EQ(Counted({Held(), Unsure(20)}), (Numbers{{"visits", 1}, {"held", 1}, {"unsure", 1}}));
  EXPECT_EQ(Counted({Held(), Unsure(20), Denied(400)}),
            (Numbers{{"visits", 1}, {"held", 1}, {"matches", 1}, {"response_600", 1}}));
}

TEST(VisitReport, SomebodyWhoNeverCameIsNoVisit) { EXPECT_TRUE(Counted({v1::VisitEvent{}}).empty()); }

TEST(VisitReport, WhatIsErasedCountsInTheMonthOfTheArrival) {
  const auto counts = CountsOfVisit({Held(), Denied(42)}, [](TimePoint at) {
    EXPECT_EQ(at, kArrived);
    return std::string{"2026-02"};
  });
  EXPECT_EQ(counts.month, "2026-02");
  EXPECT_EQ(counts.numbers.size(), 4U);
}

Numbers Month(std::int64_t not_held, std::int64_t matches, std::int64_t not_matches, std::int64_t unsure,
              std::int64_t undecided) {
  const auto held = matches + not_matches + unsure + undecided;
  return {{"visits", not_held + held}, {"not_held", not_held},       {"held", held},
          {"matches", matches},        {"not_matches", not_matches}, {"unsure", unsure},
          {"undecided", undecided},    {"response_15", not_matches}, {"response_120", matches}};
}

TEST(VisitReport, ShowsNoNumberBelowFive) {
  const auto report = ReportOf({{{"lincoln-es", "2026-02"}, Month(100, 2, 30, 0, 6)}});
  const auto& row = report.rows(0);
  EXPECT_EQ(row.visits().number(), 138);
  EXPECT_EQ(row.held().number(), 38);
  EXPECT_TRUE(row.matches().hidden());
  EXPECT_TRUE(row.unsure().hidden());
  EXPECT_EQ(row.matches().number(), 0);
  EXPECT_EQ(row.response_median_s().number(), 15);
}

TEST(VisitReport, ATotalIsHiddenWhereARowHidesItsPart) {
  const auto report = ReportOf({{{"lincoln-es", "2026-02"}, Month(100, 2, 30, 9, 6)},
                                {{"lincoln-es", "2026-03"}, Month(100, 20, 30, 9, 6)}});
  EXPECT_FALSE(report.rows(1).matches().hidden());
  EXPECT_TRUE(report.total().matches().hidden());  // else the difference would tell February's
  EXPECT_FALSE(report.total().held().hidden());
  EXPECT_EQ(report.total().visits().number(), 312);
}

TEST(VisitReport, ARowHidesTheSameWhateverItIsAskedForWith) {
  const auto february = Month(100, 2, 30, 9, 6);
  const auto alone = ReportOf({{{"lincoln-es", "2026-02"}, february}});
  const auto together =
      ReportOf({{{"lincoln-es", "2026-02"}, february}, {{"lincoln-es", "2026-03"}, Month(50, 8, 9, 10, 11)}});
  EXPECT_EQ(alone.rows(0).SerializeAsString(), together.rows(0).SerializeAsString());
}

TEST(VisitReport, ResponseTimesAreShownAsTheClassTheyFallInto) {
  auto numbers = Month(100, 10, 10, 10, 10);
  numbers["response_15"] = 5;
  numbers["response_120"] = 4;
  numbers["response_600"] = 1;
  const auto report = ReportOf({{{"lincoln-es", "2026-02"}, numbers}});
  EXPECT_EQ(report.rows(0).response_median_s().number(), 15);
  EXPECT_EQ(report.rows(0).response_p90_s().number(), 120);
}

TEST(VisitReport, TheSheetNamesWhatItHides) {
  const auto rows = SheetOf(ReportOf({{{"lincoln-es", "2026-02"}, Month(100, 2, 30, 9, 6)}}));
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0][0], "school");
  EXPECT_EQ(rows[1][0], "lincoln-es");
  EXPECT_EQ(rows[1][2], "147");
  EXPECT_EQ(rows[1][5], "hidden");
  EXPECT_EQ(rows[2][0], "total");
  for (const auto& row : rows) EXPECT_EQ(row.size(), rows[0].size());
}

TEST(VisitReport, MonthsAreCheckedBeforeAnythingIsRead) {
  EXPECT_TRUE(CheckMonths("2026-01", "2026-12"));
  EXPECT_TRUE(CheckMonths("2026-01", "2026-01"));
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{{"2026-13", "2026-12"},
                                                                                 {"2026-1", "2026-12"},
                                                                                 {"2026-02", "2026-01"},
                                                                                 {"1990-01", "2026-01"},
                                                                                 {"", ""}})
    EXPECT_FALSE(CheckMonths(from, to)) << from;
}

}  // namespace
}  // namespace watchbell::visitor
