// How much work a request must prove that anyone may send: none while it is quiet, more the more come. It
// stands in the place of any knowledge of who sends (domain.md 3.8 A11). Pure functions.
#pragma once

#include <chrono>

namespace watchbell::threat_intake {

using Instant = std::chrono::steady_clock::time_point;

inline constexpr int kWorkBitsMin = 12;  // some milliseconds of a browser
inline constexpr int kWorkBitsMax = 20;  // some seconds of a browser, a tenth of a second of a native program
inline constexpr std::chrono::seconds kLoadWindow{60};

// 0 up to `quiet_per_minute`, then kWorkBitsMin and one bit more for each doubling.
int WorkFor(double per_minute, double quiet_per_minute);
// After so many wrong passphrases for one tip: trying goes on, and becomes dear. The owner pays it once.
int WorkAfterWrong(double wrong);

// Something per minute, as an average that fades. Not thread-safe.
class Load {
 public:
  void Add(Instant now);
  double PerMinute(Instant now) const;

 private:
  double count_ = 0;
  Instant at_{};
};

}  // namespace watchbell::threat_intake
