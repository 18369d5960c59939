#include "common/retention/periods.hpp"

#include <gtest/gtest.h>

namespace watchbell::retention {
namespace {

const TimePoint kSince{std::chrono::seconds{1'700'000'000}};
const std::string kId = "0198f000-0000-7000-8000-000000000001";

names::Key Visit(const std::string& id = kId) { return {"visitor", "visit", "lincoln-es", id}; }

TEST(Periods, RunFromTheStartThatTheAggregateNames) {
  const auto periods = Periods::Parse(R"({"visitor": {"visit": {"left": 365, "denied": 1095}}})").value();
  EXPECT_EQ(periods.EndOf(Visit(), {"left", kSince}), kSince + std::chrono::days{365});
  EXPECT_EQ(periods.EndOf(Visit(), {"denied", kSince}), kSince + std::chrono::days{1095});
}

TEST(Periods, WhatTheFileDoesNotNameIsKept) {
  const auto periods = Periods::Parse(R"({"visitor": {"visit": {"left": 365}}})").value();
  EXPECT_FALSE(periods.EndOf(Visit(), {"other", kSince}));
  EXPECT_FALSE(periods.EndOf({"alerting", "visit", "lincoln-es", kId}, {"left", kSince}));
  EXPECT_FALSE(Periods{}.EndOf(Visit(), {"left", kSince}));
}

TEST(Periods, AMomentThatNobodyHasSetEndsNothing) {
  const auto periods = Periods::Parse(R"({"visitor": {"visit": {"left": 0}}})").value();
  EXPECT_TRUE(periods.EndOf(Visit(), {"left", kSince}));
  EXPECT_FALSE(periods.EndOf(Visit(), {"left", TimePoint{}}));
}

TEST(Periods, ALegalHoldKeepsOneAggregateWhateverItsPeriod) {
  const auto periods =
      Periods::Parse(R"({"visitor": {"visit": {"left": 0}}, "legal_holds": [")" + kId + R"("]})").value();
  EXPECT_TRUE(periods.Held(kId));
  EXPECT_FALSE(periods.EndOf(Visit(), {"left", kSince}));
  EXPECT_TRUE(periods.EndOf(Visit("0198f000-0000-7000-8000-000000000002"), {"left", kSince}));
}

TEST(Periods, AMistakeInTheFileIsRefusedWithItsPlace) {
  for (const char* text :
       {"[]", "{", R"({"visitor": 3})", R"({"visitor": {"visit": 3}})",
        R"({"visitor": {"visit": {"left": -1}}})", R"({"visitor": {"visit": {"left": "1y"}}})",
        R"({"visitor": {"visit": {"left": 36526}}})", R"({"legal_holds": ["Mr Smith"]})"}) {
    const auto periods = Periods::Parse(text);
    ASSERT_FALSE(periods) << text;
    EXPECT_EQ(periods.error().field, "--retention");
  }
  EXPECT_NE(
      Periods::Parse(R"({"visitor": {"visit": {"left": -1}}})").error().remedy.find("visitor/visit/left"),
      std::string::npos);
}

TEST(Periods, TheNameChangesWithTheContentAlone) {
  const auto one = Periods::Parse(R"({"visitor": {"visit": {"left": 365}}})").value();
  const auto same = Periods::Parse(R"({ "visitor":{"visit":{"left":365} } })").value();
  const auto other = Periods::Parse(R"({"visitor": {"visit": {"left": 366}}})").value();
  EXPECT_EQ(one.name(), same.name());
  EXPECT_NE(one.name(), other.name());
  EXPECT_TRUE(Periods{}.name().empty());
}

}  // namespace
}  // namespace watchbell::retention
