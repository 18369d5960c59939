#include "common/retention/tally.hpp"

#include <gtest/gtest.h>

namespace watchbell::retention {
namespace {

using common::v1::Tally;
using common::v1::TallyEvent;

names::Key Visit(int number) { return {"visitor", "visit", "lincoln-es", "id-" + std::to_string(number)}; }

bool Count(Tally& tally, int number, const Counts& counts) {
  auto decision = CountErased(tally, Visit(number), counts, {});
  if (!std::holds_alternative<TallyEvent>(decision)) return false;
  Tallies::Evolve(tally, std::get<TallyEvent>(decision));
  return true;
}
std::int64_t Of(const Tally& tally, const std::string& name) {
  for (const auto& count : tally.counts())
    if (count.name() == name) return count.number();
  return 0;
}

TEST(Tally, AddsUpWhatWasErased) {
  Tally tally;
  EXPECT_TRUE(Count(tally, 1, {"2026-03", {{"visits", 1}, {"held", 1}}}));
  EXPECT_TRUE(Count(tally, 2, {"2026-03", {{"visits", 1}}}));
  EXPECT_EQ(Of(tally, "visits"), 2);
  EXPECT_EQ(Of(tally, "held"), 1);
  EXPECT_EQ(Of(tally, kErased), 2);
  EXPECT_EQ(tally.month(), "2026-03");
  EXPECT_EQ(tally.school(), "lincoln-es");
  EXPECT_EQ(tally.id(), TallyId("visit", "2026-03"));
}

TEST(Tally, OneThatIsCountedAgainCountsOnce) {
  Tally tally;
  EXPECT_TRUE(Count(tally, 1, {"2026-03", {{"visits", 1}}}));
  for (int other = 2; other <= kRecentMax; ++other)
    EXPECT_TRUE(Count(tally, other, {"2026-03", {{"visits", 1}}}));
  EXPECT_FALSE(Count(tally, 1, {"2026-03", {{"visits", 1}}}));
  EXPECT_EQ(Of(tally, "visits"), kRecentMax);
}

TEST(Tally, StaysSmallHoweverMuchIsErased) {
  Tally tally;
  for (int number = 0; number < 3 * kRecentMax; ++number) Count(tally, number, {"2026-03", {{"visits", 1}}});
  EXPECT_EQ(tally.recent_size(), kRecentMax);
  EXPECT_LT(tally.ByteSizeLong(), 8U * 1024);
}

}  // namespace
}  // namespace watchbell::retention
