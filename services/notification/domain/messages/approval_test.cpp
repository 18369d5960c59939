#include "services/notification/domain/messages/approval.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace watchbell::notification {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TimePoint At(int hour, int minute = 0) {
  const auto zone = *TimeZone::Find("America/New_York");
  using namespace std::chrono_literals;
  return zone.At(std::chrono::year{2026} / 3 / 10, std::chrono::hours{hour} + std::chrono::minutes{minute});
}

TEST(Approval, AnEmergencyWaitsForNobodyAtNightAndAnAdviceWaitsForTheMorning) {
  const auto zone = *TimeZone::Find("America/New_York");
  EXPECT_EQ(SendableAt(v1::LEVEL_EMERGENCY, At(2), zone), At(2));
  EXPECT_EQ(SendableAt(v1::LEVEL_URGENT, At(23), zone), At(23));
  EXPECT_EQ(SendableAt(v1::LEVEL_ADVISORY, At(2), zone), At(7));
  EXPECT_EQ(SendableAt(v1::LEVEL_ADVISORY, At(12), zone), At(12));
  EXPECT_EQ(SendableAt(v1::LEVEL_INFO, At(20), zone), At(31));
  EXPECT_EQ(SendableAt(v1::LEVEL_INFO, At(19, 59), zone), At(19, 59));
}

TEST(Approval, AnEmergencyToStaffNeedsNobodyAndToFamiliesATemplate) {
  EXPECT_THAT(ApprovalsOf(v1::LEVEL_EMERGENCY, {}), IsEmpty());
  EXPECT_THAT(ApprovalsOf(v1::LEVEL_EMERGENCY, {.to_families = true, .by_template = true}), IsEmpty());
  EXPECT_THAT(ApprovalsOf(v1::LEVEL_EMERGENCY, {.to_families = true}),
              ElementsAre(v1::MESSAGE_APPROVAL_ADMINISTRATOR));
}

TEST(Approval, EachLevelAsksItsPerson) {
  EXPECT_THAT(ApprovalsOf(v1::LEVEL_URGENT, {.to_families = true, .by_template = true}),
              ElementsAre(v1::MESSAGE_APPROVAL_ADMINISTRATOR));
  EXPECT_THAT(ApprovalsOf(v1::LEVEL_ADVISORY, {.to_families = true}),
              ElementsAre(v1::MESSAGE_APPROVAL_SUPERINTENDENT));
  EXPECT_THAT(ApprovalsOf(v1::LEVEL_INFO, {.to_families = true}), IsEmpty());
}

TEST(Approval, AnAgencysVisitIsCounselsFirstAtEveryLevel) {
  for (const auto level : {v1::LEVEL_INFO, v1::LEVEL_ADVISORY, v1::LEVEL_URGENT, v1::LEVEL_EMERGENCY}) {
    const auto needed = ApprovalsOf(level, {.by_template = true, .topic = v1::MESSAGE_TOPIC_AGENCY});
    ASSERT_FALSE(needed.empty());
    EXPECT_EQ(needed.front(), v1::MESSAGE_APPROVAL_COUNSEL);
  }
}

TEST(Approval, AllSchoolsAreToldByTheSuperintendentUnlessThreeAreAffected) {
  ApprovalFacts facts{.to_families = true, .by_template = true, .several_schools = true};
  EXPECT_THAT(ApprovalsOf(v1::LEVEL_EMERGENCY, facts), ElementsAre(v1::MESSAGE_APPROVAL_SUPERINTENDENT));
  facts.affected_schools = kSchoolsForDistrict;
  EXPECT_THAT(ApprovalsOf(v1::LEVEL_EMERGENCY, facts), IsEmpty());
}

TEST(Approval, OnlyUrgentOnesOweAnUpdate) {
  EXPECT_TRUE(RuleOf(v1::LEVEL_EMERGENCY).owes_next_update);
  EXPECT_TRUE(RuleOf(v1::LEVEL_URGENT).owes_next_update);
  EXPECT_FALSE(RuleOf(v1::LEVEL_ADVISORY).owes_next_update);
  EXPECT_EQ(RuleOf(v1::LEVEL_UNSPECIFIED).level, v1::LEVEL_ADVISORY);
}

}  // namespace
}  // namespace watchbell::notification
