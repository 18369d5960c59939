#include "common/report/suppress.hpp"

#include <algorithm>
#include <limits>
#include <optional>

namespace watchbell::report {
namespace {

constexpr std::int64_t kUnbounded = std::numeric_limits<std::int64_t>::max() / 4;

// What a reader can say of a number.
struct Range {
  std::int64_t least = 0;
  std::int64_t most = kUnbounded;
};

bool Narrow(Range& range, std::int64_t least, std::int64_t most) {
  const Range before = range;
  range.least = std::max(range.least, least);
  range.most = std::min(range.most, most);
  return range.least != before.least || range.most != before.most;
}

// Applies one sum to all of its cells; whether anybody knows more now.
bool Apply(const Sum& sum, std::vector<Range>& ranges) {
  std::int64_t least = 0;
  std::int64_t most = 0;
  for (const auto part : sum.parts) {
    least += ranges[part].least;
    most = std::min(kUnbounded, most + ranges[part].most);
  }
  bool narrowed = Narrow(ranges[sum.total], least, most);
  const Range& total = ranges[sum.total];
  for (const auto part : sum.parts) {
    const std::int64_t others_least = least - ranges[part].least;
    std::int64_t others_most = 0;
    for (const auto other : sum.parts) {
      if (other != part) others_most = std::min(kUnbounded, others_most + ranges[other].most);
    }
    const std::int64_t part_most = total.most == kUnbounded ? kUnbounded : total.most - others_least;
    if (Narrow(ranges[part], total.least - others_most, part_most)) return true;
  }
  return narrowed;
}

std::vector<Range> WhatAReaderKnows(const std::vector<std::int64_t>& numbers, const std::vector<Sum>& sums,
                                    const std::vector<bool>& hidden) {
  std::vector<Range> ranges(numbers.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (!hidden[i]) ranges[i] = {numbers[i], numbers[i]};
  }
  while (std::any_of(sums.begin(), sums.end(), [&](const Sum& sum) { return Apply(sum, ranges); })) {
  }
  return ranges;
}

bool Holds(const Sum& sum, std::size_t cell) {
  return sum.total == cell || std::find(sum.parts.begin(), sum.parts.end(), cell) != sum.parts.end();
}

// The smallest number that is still shown, rather in a sum with this cell than elsewhere, and rather a part
// than the total.
std::optional<std::size_t> NextToHide(std::size_t cell, const std::vector<std::int64_t>& numbers,
                                      const std::vector<Sum>& sums, const std::vector<bool>& hidden) {
  std::optional<std::size_t> best;
  bool best_beside = false;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (hidden[i]) continue;
    const bool beside = std::any_of(sums.begin(), sums.end(),
                                    [&](const Sum& sum) { return Holds(sum, cell) && Holds(sum, i); });
    if (!best || (beside && !best_beside) || (beside == best_beside && numbers[i] <= numbers[*best])) {
      best = i;
      best_beside = beside;
    }
  }
  return best;
}

}  // namespace

std::vector<bool> Suppress(const std::vector<std::int64_t>& numbers, const std::vector<Sum>& sums,
                           std::vector<bool> hidden) {
  hidden.resize(numbers.size(), false);
  for (std::size_t i = 0; i < numbers.size(); ++i) hidden[i] = hidden[i] || numbers[i] < kShownMin;
  while (true) {
    const auto known = WhatAReaderKnows(numbers, sums, hidden);
    std::optional<std::size_t> next;
    for (std::size_t i = 0; i < numbers.size() && !next; ++i) {
      if (hidden[i] && known[i].least == known[i].most) next = NextToHide(i, numbers, sums, hidden);
    }
    if (!next) return hidden;
    hidden[*next] = true;
  }
}

}  // namespace watchbell::report
