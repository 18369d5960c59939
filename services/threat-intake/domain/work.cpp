#include "services/threat-intake/domain/work.hpp"

#include <algorithm>
#include <cmath>

namespace watchbell::threat_intake {
namespace {

constexpr double kWrongFree = 3;  // typing errors
constexpr int kBitsEachWrong = 2;

}  // namespace

int WorkFor(double per_minute, double quiet_per_minute) {
  if (per_minute <= quiet_per_minute) return 0;
  const auto doublings = static_cast<int>(std::log2(per_minute / std::max(quiet_per_minute, 1.0)));
  return std::min(kWorkBitsMin + doublings, kWorkBitsMax);
}

int WorkAfterWrong(double wrong) {
  if (wrong <= kWrongFree) return 0;
  return std::min(kWorkBitsMin + static_cast<int>(kBitsEachWrong * (wrong - kWrongFree)), kWorkBitsMax);
}

void Load::Add(Instant now) {
  count_ = PerMinute(now) + 1;
  at_ = now;
}

double Load::PerMinute(Instant now) const {
  if (count_ == 0) return 0;
  const auto passed = std::chrono::duration<double>(now - at_) / std::chrono::duration<double>(kLoadWindow);
  return count_ * std::exp(-std::max(passed, 0.0));
}

}  // namespace watchbell::threat_intake
