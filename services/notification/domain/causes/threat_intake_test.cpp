#include <gtest/gtest.h>

#include "services/notification/domain/causes/causes.hpp"
#include "watchbell/threat_intake/v1/tip.pb.h"

namespace watchbell::notification {
namespace {

TEST(Cause, ATipGoesToTheDutyPersonAndThenToTheNext) {
  threat_intake::v1::TipEvent event;
  event.mutable_received();
  event.mutable_tip()->set_life_safety(true);
  EXPECT_EQ(CauseOf(event)->audience, Audience::kDuty);
  EXPECT_EQ(CauseOf(event)->level, v1::LEVEL_EMERGENCY);
  event.mutable_escalated();
  event.mutable_tip()->set_rung(1);
  EXPECT_EQ(CauseOf(event)->rung, 1);
  event.mutable_acknowledged();
  EXPECT_FALSE(CauseOf(event));
}

}  // namespace
}  // namespace watchbell::notification
