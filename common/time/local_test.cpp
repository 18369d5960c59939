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

TEST(TimeZone, ADayBeginsAtLocalMidnightAlsoWhenTheClockChanges) {
  const auto zone = TimeZone::Find("America/New_York");
  EXPECT_EQ(zone->At(2026y / 11 / 1, minutes{0}), sys_days{2026y / 11 / 1} + hours{4});
  EXPECT_EQ(zone->At(2026y / 11 / 2, minutes{0}), sys_days{2026y / 11 / 2} + hours{5});
}

TEST(IsoDate, OnlyADayOfTheCalendarIsRead) {
  EXPECT_EQ(ParseIsoDate("2028-02-29"), 2028y / 2 / 29);
  for (const char* text :
       {"", "2027-02-29", "2026-1-01", "2026-11-22 ", "20261122", "2026/11/22", "-026-11-22", "202x-11-22"})
    EXPECT_EQ(ParseIsoDate(text), std::nullopt) << text;
}

TEST(TimeZone, AnUnknownZoneIsNamedInTheError) {
  EXPECT_EQ(TimeZone::Find("Hogwarts").error().field, "time-zone");
}

TEST(TimeZone, ATimeOfDayThereIsAMomentAlsoWhenTheClocksChange) {
  const auto zone = *TimeZone::Find("America/New_York");
  EXPECT_EQ(zone.At(2026y / 11 / 22, hours{22}), sys_days{2026y / 11 / 23} + hours{3});
  EXPECT_EQ(zone.At(2026y / 11 / 1, hours{1}),
            sys_days{2026y / 11 / 1} + hours{5});  // happens twice: the first
  EXPECT_EQ(zone.At(2026y / 3 / 8, hours{2}), sys_days{2026y / 3 / 8} + hours{7});  // does not happen
}

TEST(IsoDate, IsReadBackAndNothingElseIs) {
  EXPECT_EQ(ParseIsoDate("2024-02-29"), 2024y / 2 / 29);
  for (const char* text : {"", "2023-02-29", "2023-2-29", "20230228", "2023-02-28 ", "abcd-ef-gh"}) {
    EXPECT_FALSE(ParseIsoDate(text)) << text;
  }
}

TEST(TimeOfDay, IsHoursAndMinutes) {
  EXPECT_EQ(ParseTimeOfDay("22:30"), hours{22} + minutes{30});
  for (const char* text : {"", "24:00", "22:60", "2230", "9:00", "xx:yy"})
    EXPECT_FALSE(ParseTimeOfDay(text)) << text;
}

TEST(Rfc3339, HasMillisecondsAndUtc) {
  EXPECT_EQ(ToRfc3339(sys_days{2026y / 11 / 22} + milliseconds{7}), "2026-11-22T00:00:00.007Z");
}

}  // namespace
}  // namespace watchbell
