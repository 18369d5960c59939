#include "common/time/local.hpp"

#include <gtest/gtest.h>

namespace watchbell {
namespace {

using namespace std::chrono;

TEST(TimeZone, AnEveningInConnecticutIsStillTodayThoughUtcHasTomorrow) {
  const TimePoint at = sys_days{2026y / 11 / 1} + hours{3} + minutes{30};
  EXPECT_EQ(TimeZone::Find("America/New_York")->DateOf(at), 2026y / 10 / 31);
  EXPECT_EQ(TimeZone::Find("UTC")->DateOf(at), 2026y / 11 / 1);
}

TEST(TimeZone, AnUnknownZoneIsNamedInTheError) {
  EXPECT_EQ(TimeZone::Find("Hogwarts").error().field, "time-zone");
}

TEST(Rfc3339, HasMillisecondsAndUtc) {
  EXPECT_EQ(ToRfc3339(sys_days{2026y / 11 / 22} + milliseconds{7}), "2026-11-22T00:00:00.007Z");
}

}  // namespace
}  // namespace watchbell
