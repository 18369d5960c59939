#include "services/notification/domain/messages/address_check.hpp"

#include <gtest/gtest.h>

namespace watchbell::notification {
namespace {

using v1::ContactTest;
using v1::ContactTestEvent;

const TimeZone kZone = *TimeZone::Find("America/New_York");

TimePoint On(int month, int day, int hour) {
  return kZone.At(std::chrono::year{2026} / month / day, std::chrono::hours{hour});
}
ContactTest After(ContactTest test, const Decision<ContactTestEvent>& decision, TimePoint now) {
  const auto* event = std::get_if<ContactTestEvent>(&decision);
  EXPECT_TRUE(event != nullptr);
  if (event == nullptr) return test;
  auto whole = *event;
  *whole.mutable_meta()->mutable_at() = ToProto(now);
  ContactTests::Evolve(test, whole);
  return test;
}
v1::PlanContactTestsRequest Day(int day) {
  v1::PlanContactTestsRequest request;
  request.set_school("lincoln");
  request.set_day_of_month(day);
  return request;
}

TEST(ContactTest, RunsEachMonthOnItsDay) {
  const auto now = On(1, 10, 12);
  auto test = After({}, Plan({}, Day(8), kZone, {.now = now}), now);
  EXPECT_EQ(FromProto(test.next_at()), On(2, 8, 10));
  const auto due = FromProto(test.next_at());
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(
      ContactTests::Tick(test, "start", {.now = due - std::chrono::seconds{1}})));
  test = After(test, ContactTests::Tick(test, "start", {.now = due, .request_id = "a"}), due);
  EXPECT_EQ(test.runs(), 1);
  EXPECT_EQ(FromProto(test.next_at()), due + std::chrono::days{28});
}

TEST(ContactTest, NobodyIsWrittenToTwiceInADay) {
  const auto now = On(1, 10, 12);
  const auto test = After({}, Start({}, {}, {.now = now, .request_id = "a"}), now);
  const auto again = Start(test, {}, {.now = now + std::chrono::hours{23}, .request_id = "b"});
  ASSERT_TRUE(std::holds_alternative<Error>(again));
  EXPECT_EQ(std::get<Error>(again).reason, "TESTED_TODAY");
}

TEST(ContactTest, DayZeroTakesThePlanAway) {
  const auto now = On(1, 10, 12);
  auto test = After({}, Plan({}, Day(8), kZone, {.now = now}), now);
  test = After(test, Plan(test, Day(0), kZone, {.now = now}), now);
  EXPECT_TRUE(ContactTests::DeadlinesOf(test).empty());
  EXPECT_TRUE(std::holds_alternative<Error>(Plan(test, Day(29), kZone, {.now = now})));
}

}  // namespace
}  // namespace watchbell::notification
