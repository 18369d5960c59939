#include "services/notification/domain/duty.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace watchbell::notification {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using v1::DutyHours;
using v1::DutyPost;
using v1::DutyRoster;
using v1::DutyRosterEvent;

const TimeZone kZone = TimeZone::Find("America/New_York").value();
const std::chrono::year_month_day kMonday{std::chrono::year{2026} / 11 / 23};

TimePoint On(int day, std::chrono::minutes time) {
  return kZone.At(std::chrono::sys_days{kMonday} + std::chrono::days{day}, time);
}

void AddHours(DutyPost& post, int weekday, int from, int until) {
  auto& hours = *post.add_hours();
  hours.set_weekday(static_cast<DutyHours::Weekday>(weekday));
  hours.set_from_minute(from);
  hours.set_until_minute(until);
}

// An SRO from 8 to 16 with an alternate, a guard from 7 to 22, on weekdays; a standing list of one.
DutyRoster School() {
  DutyRoster roster;
  auto& sro = *roster.add_posts();
  sro.set_id("sro");
  sro.set_role(DutyPost::ROLE_SRO);
  sro.set_person_id("ana");
  sro.add_alternate_ids("ben");
  auto& guard = *roster.add_posts();
  guard.set_id("guard");
  guard.set_role(DutyPost::ROLE_GUARD);
  guard.set_person_id("gus");
  for (int weekday = 1; weekday <= 5; ++weekday) {
    AddHours(sro, weekday, 8 * 60, 16 * 60);
    AddHours(guard, weekday, 7 * 60, 22 * 60);
  }
  roster.add_person_ids("pam");
  return roster;
}

std::vector<std::string> Asked(const DutyRoster& roster, TimePoint at) {
  std::vector<std::string> ids;
  for (const auto& one : DutyAt(roster, kZone, at)) ids.push_back(one.person_id);
  return ids;
}

std::string Then(DutyRoster& roster, Decision<DutyRosterEvent> decision) {
  if (const auto* error = std::get_if<Error>(&decision)) return error->reason;
  if (std::holds_alternative<AlreadySo>(decision)) return "already so";
  DutyRosters::Evolve(roster, std::get<DutyRosterEvent>(decision));
  return "done";
}

TEST(Duty, HoldersAreAskedBeforeAlternatesAndTheStandingListLast) {
  EXPECT_THAT(Asked(School(), On(0, 9h)), ElementsAre("ana", "gus", "ben", "pam"));
  EXPECT_THAT(Asked(School(), On(0, 7h)), ElementsAre("gus", "pam"));
  EXPECT_THAT(Asked(School(), On(0, 16h)), ElementsAre("gus", "pam")) << "the last minute is no longer in it";
  EXPECT_THAT(Asked(School(), On(5, 9h)), ElementsAre("pam")) << "a Saturday";
  EXPECT_THAT(Asked({}, On(0, 9h)), ElementsAre());
}

TEST(Duty, HoursFollowTheSchoolsClockWhenTheClocksChange) {
  DutyRoster roster;
  auto& night = *roster.add_posts();
  night.set_id("night");
  night.set_person_id("nia");
  AddHours(night, DutyHours::WEEKDAY_SUNDAY, 0, kMinutesOfDay);
  const std::chrono::sys_days sunday{std::chrono::year{2026} / 11 / 1};  // 25 hours long
  const auto midnight = kZone.At(sunday, 0min);
  EXPECT_THAT(Asked(roster, midnight + 25h - 1s), ElementsAre("nia"));
  EXPECT_THAT(Asked(roster, midnight + 25h), ElementsAre());
}

TEST(Duty, ADayMayDifferAndSomebodyElseHoldIt) {
  DutyRoster roster = School();
  v1::DutyException away;
  away.set_post_id("sro");
  away.set_day("2026-11-23");
  ASSERT_EQ(Then(roster, SetException(roster, away, "2026-11-22")), "done");
  EXPECT_THAT(Asked(roster, On(0, 9h)), ElementsAre("gus", "pam"));
  EXPECT_THAT(Asked(roster, On(1, 9h)), ElementsAre("ana", "gus", "ben", "pam"));
  v1::DutyException other = away;
  other.set_person_id("zoe");
  auto& hours = *other.add_hours();
  hours.set_from_minute(9 * 60);
  hours.set_until_minute(12 * 60);
  ASSERT_EQ(Then(roster, SetException(roster, other, "2026-11-22")), "done");
  EXPECT_EQ(roster.exceptions_size(), 1);
  EXPECT_THAT(Asked(roster, On(0, 9h)), ElementsAre("zoe", "gus", "ben", "pam"));
  away.set_day("2026-11-21");
  EXPECT_EQ(Then(roster, SetException(roster, away, "2026-11-22")), "DAY_MALFORMED");
  away.set_post_id("nurse");
  EXPECT_EQ(Then(roster, SetException(roster, away, "2026-11-22")), "NO_SUCH_POST");
}

TEST(Duty, AHandOverHoldsUntilItsEndAndIsLogged) {
  DutyRoster roster = School();
  v1::HandOver to_zoe;
  to_zoe.set_post_id("sro");
  to_zoe.set_to_person_id("zoe");
  to_zoe.set_note("Door 3 sticks.");
  const Context context{.now = On(0, 9h)};
  ASSERT_EQ(Then(roster, HandOver(roster, to_zoe, kZone, context)), "done");
  EXPECT_THAT(Asked(roster, On(0, 10h)), ElementsAre("zoe", "gus", "ben", "pam"));
  EXPECT_THAT(Asked(roster, On(1, 10h)), ElementsAre("ana", "gus", "ben", "pam"));
  EXPECT_EQ(roster.hand_overs(0).from_person_id(), "ana");
  EXPECT_EQ(Then(roster, HandOver(roster, to_zoe, kZone, context)), "already so");
  *to_zoe.mutable_until() = ToProto(On(0, 8h));
  EXPECT_EQ(Then(roster, HandOver(roster, to_zoe, kZone, context)), "UNTIL_MALFORMED");
}

TEST(Duty, GapsAreWhatNoPostCovers) {
  const auto gaps = GapsBetween(School(), kZone, On(0, 0h), On(1, 0h));
  ASSERT_EQ(gaps.size(), 2u);
  EXPECT_EQ(gaps[0].until, On(0, 7h));
  EXPECT_EQ(gaps[1].from, On(0, 22h));
  EXPECT_EQ(gaps[1].until, On(1, 0h));
  EXPECT_EQ(GapsBetween({}, kZone, On(0, 0h), On(7, 0h)).size(), 1u);
}

TEST(Duty, AMalformedPostIsRefused) {
  const auto reason = [](auto spoil) {
    auto posts = School().posts();
    spoil(posts);
    DutyRoster roster;
    return Then(roster, SetPosts(roster, posts));
  };
  EXPECT_EQ(reason([](auto&) {}), "done");
  EXPECT_EQ(reason([](auto& posts) { posts[1].set_id("sro"); }), "POST_ID_MALFORMED");
  EXPECT_EQ(reason([](auto& posts) { posts[0].clear_role(); }), "ROLE_MISSING");
  EXPECT_EQ(reason([](auto& posts) { posts[0].clear_person_id(); }), "HOLDER_MISSING");
  EXPECT_EQ(reason([](auto& posts) { posts[0].mutable_hours(0)->set_until_minute(1441); }),
            "HOURS_MALFORMED");
  EXPECT_EQ(reason([](auto& posts) { posts[0].mutable_hours(0)->set_from_minute(16 * 60); }),
            "HOURS_MALFORMED");
  EXPECT_EQ(reason([](auto& posts) { posts[0].mutable_hours(0)->clear_weekday(); }), "HOURS_MALFORMED");
}

RC_GTEST_PROP(DutyProperty, AtEachMomentEitherAPostAnswersOrAGapIsShown, ()) {
  DutyRoster roster = School();
  roster.clear_person_ids();
  const auto from = On(0, 0h);
  const auto at = from + std::chrono::minutes{*rc::gen::inRange(0, 7 * kMinutesOfDay)};
  bool gap = false;
  for (const auto& one : GapsBetween(roster, kZone, from, On(7, 0h)))
    gap = gap || (one.from <= at && at < one.until);
  RC_ASSERT(gap == DutyAt(roster, kZone, at).empty());
}

}  // namespace
}  // namespace watchbell::notification
