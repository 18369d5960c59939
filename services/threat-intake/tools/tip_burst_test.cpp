#include "services/threat-intake/tools/tip_burst.hpp"

#include <gtest/gtest.h>

#include <set>

namespace watchbell::threat_intake::tools {
namespace {

TEST(TipBurst, IsTheSameForASeedAndHoldsTheDuplicatesAskedFor) {
  const BurstAsked asked{.seed = 7, .reports = 100, .others = 20};
  const auto tips = MakeBurst(asked);
  const auto again = MakeBurst(asked);
  ASSERT_EQ(tips.size(), 120U);
  std::multiset<std::string> texts;
  for (std::size_t i = 0; i < tips.size(); ++i) {
    EXPECT_EQ(tips[i].text, again[i].text);
    EXPECT_LE(tips[i].at, asked.within);
    if (tips[i].about == 0) texts.insert(tips[i].text);
  }
  const std::set<std::string> different(texts.begin(), texts.end());
  EXPECT_NEAR(static_cast<double>(texts.size() - different.size()), 20, 12);
}

// The bar under which no change may take the clustering; what it reaches is printed by `make bench`.
TEST(TipBurst, NearlyAllReportsAboutAPostAreOneClusterAndNearlyNothingElseIs) {
  for (const std::uint64_t seed : {101U, 102U, 103U}) {
    const auto figures = Measure(MakeBurst({.seed = seed, .reports = 120, .others = 80}));
    EXPECT_GE(figures.precision, 0.95) << seed;
    EXPECT_GE(figures.recall, 0.85) << seed;
    EXPECT_GE(figures.post_recall, 0.9) << seed;
  }
}

}  // namespace
}  // namespace watchbell::threat_intake::tools
