#include "common/report/suppress.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <functional>
#include <set>

namespace watchbell::report {
namespace {

using Numbers = std::vector<std::int64_t>;

TEST(Suppress, ShowsWhatIsLargeEnough) {
  EXPECT_EQ(Suppress({12, 5, 7}, {{0, {1, 2}}}), (std::vector<bool>{false, false, false}));
}

TEST(Suppress, ASmallNumberTakesTheSmallestOtherWithIt) {
  EXPECT_EQ(Suppress({33, 3, 20, 10}, {{0, {1, 2, 3}}}), (std::vector<bool>{false, true, false, true}));
}

TEST(Suppress, ASmallNumberBesideOneOtherTakesItWithIt) {
  EXPECT_EQ(Suppress({33, 3, 30}, {{0, {1, 2}}}), (std::vector<bool>{false, true, true}));
}

TEST(Suppress, TwoZeroesThatFollowFromTheirTotalTakeMoreWithThem) {
  // 40 = 0 + 0 + 40: what is left after the 40 is nothing, so both would be known to be nothing.
  EXPECT_EQ(Suppress({40, 0, 0, 40}, {{0, {1, 2, 3}}}), (std::vector<bool>{false, true, true, true}));
}

TEST(Suppress, ASmallTotalHidesEverythingBelowIt) {
  EXPECT_EQ(Suppress({4, 1, 3}, {{0, {1, 2}}}), (std::vector<bool>{true, true, true}));
}

TEST(Suppress, KeepsWhatIsHiddenAlready) {
  const auto hidden = Suppress({30, 10, 20}, {{0, {1, 2}}}, {false, true, false});
  EXPECT_EQ(hidden, (std::vector<bool>{false, true, true}));
}

// The sums of a report's row: 0 = 1 + 2, 2 = 3 + 4 + 5.
const std::vector<Sum> kRow = {{0, {1, 2}}, {2, {3, 4, 5}}};

Numbers Row(const Numbers& leaves) {
  const auto held = leaves[1] + leaves[2] + leaves[3];
  return {leaves[0] + held, leaves[0], held, leaves[1], leaves[2], leaves[3]};
}

// Every value that the hidden cells may have as far as a reader knows, by trying all: up to `most` in each
// leaf.
std::vector<std::set<std::int64_t>> Possible(const Numbers& numbers, const std::vector<bool>& hidden,
                                             int most) {
  std::vector<std::set<std::int64_t>> possible(numbers.size());
  Numbers leaves(4);
  const std::function<void(std::size_t)> choose = [&](std::size_t at) {
    if (at == leaves.size()) {
      const auto other = Row(leaves);
      for (std::size_t i = 0; i < other.size(); ++i) {
        if (!hidden[i] && other[i] != numbers[i]) return;
      }
      for (std::size_t i = 0; i < other.size(); ++i) possible[i].insert(other[i]);
      return;
    }
    for (leaves[at] = 0; leaves[at] <= most; ++leaves[at]) choose(at + 1);
  };
  choose(0);
  return possible;
}

RC_GTEST_PROP(SuppressProperty, NoHiddenNumberFollowsFromWhatIsShown, ()) {
  Numbers leaves;
  for (int i = 0; i < 4; ++i) leaves.push_back(*rc::gen::inRange<std::int64_t>(0, 9));
  const auto numbers = Row(leaves);
  const auto hidden = Suppress(numbers, kRow);
  const auto possible = Possible(numbers, hidden, 11);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (hidden[i]) RC_ASSERT(possible[i].size() > 1U);
    RC_ASSERT(hidden[i] || numbers[i] >= kShownMin);
  }
}

RC_GTEST_PROP(SuppressProperty, WhereNothingIsSmallEverythingIsShown, ()) {
  Numbers leaves;
  for (int i = 0; i < 4; ++i) leaves.push_back(*rc::gen::inRange<std::int64_t>(kShownMin, 1000));
  const auto hidden = Suppress(Row(leaves), kRow);
  RC_ASSERT(std::none_of(hidden.begin(), hidden.end(), [](bool one) { return one; }));
}

}  // namespace
}  // namespace watchbell::report
