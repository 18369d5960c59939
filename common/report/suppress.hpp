// Small cells: a number that points at few people is hidden, and so is what it could be computed from.
#pragma once

#include <cstdint>
#include <vector>

namespace watchbell::report {

inline constexpr std::int64_t kShownMin = 5;  // domain.md 3.8 A12: "cells <5 hidden"

// The cell `total` is the sum of the cells `parts`, all by their place.
struct Sum {
  std::size_t total = 0;
  std::vector<std::size_t> parts;
};

// Which of the numbers to hide: those below kShownMin, those that are `hidden` already (by place; may be
// empty), and then the smallest others, one by one, until no hidden number follows from what is shown and
// from no number being negative. Always the same for the same numbers. A cell may be a part of one sum and
// the total of one.
std::vector<bool> Suppress(const std::vector<std::int64_t>& numbers, const std::vector<Sum>& sums,
                           std::vector<bool> hidden = {});

}  // namespace watchbell::report
