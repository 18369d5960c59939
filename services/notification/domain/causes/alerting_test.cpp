#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "services/notification/domain/causes/causes.hpp"
#include "watchbell/alerting/v1/dispatch.pb.h"
#include "watchbell/alerting/v1/incident.pb.h"
#include "watchbell/alerting/v1/reunification.pb.h"

namespace watchbell::notification {
namespace {

alerting::v1::IncidentEvent Raised(alerting::v1::Action action, bool drill = false) {
  alerting::v1::IncidentEvent event;
  event.mutable_raised()->set_action(action);
  event.mutable_incident()->set_school("lincoln-es");
  event.mutable_incident()->set_id("incident-1");
  event.mutable_incident()->set_drill(drill);
  return event;
}

TEST(Cause, ALockdownIsAnEmergencyForEverybodyOnSite) {
  const auto cause = CauseOf(Raised(alerting::v1::ACTION_LOCKDOWN));
  ASSERT_TRUE(cause);
  EXPECT_EQ(cause->level, v1::LEVEL_EMERGENCY);
  EXPECT_EQ(cause->wording, "lockdown");
  EXPECT_EQ(cause->audience, Audience::kOnSite);
  EXPECT_FALSE(cause->drill);
}

TEST(Cause, ADrillStaysADrillInEveryNotice) {
  EXPECT_TRUE(CauseOf(Raised(alerting::v1::ACTION_LOCKDOWN, true))->drill);
}

TEST(Cause, AFireInALockdownIsToldToThoseWhoDecideAndToNobodyElse) {
  alerting::v1::IncidentEvent event;
  event.mutable_incident()->set_school("lincoln-es");
  event.mutable_decision_opened();
  EXPECT_EQ(CauseOf(event)->audience, Audience::kResponsible);
  event.mutable_decision_reminded();
  EXPECT_EQ(CauseOf(event)->wording, "fire_decision");
  event.mutable_decision_made();
  EXPECT_FALSE(CauseOf(event));
  event.mutable_decision_made()->add_zones("gym");
  EXPECT_EQ(CauseOf(event)->wording, "evacuate");
}

TEST(Cause, WhoeverIsOfferedTheCommandIsToldAndNobodyElse) {
  auto event = Raised(alerting::v1::ACTION_HOLD, true);
  event.mutable_incident()->set_action(alerting::v1::ACTION_HOLD);
  event.mutable_command_offered()->set_to("security");
  const auto cause = CauseOf(event);
  ASSERT_TRUE(cause);
  EXPECT_EQ(cause->audience, Audience::kNamed);
  EXPECT_THAT(cause->person_ids, ::testing::ElementsAre("security"));
  EXPECT_EQ(cause->wording, "command_offered");
  EXPECT_EQ(cause->level, v1::LEVEL_URGENT);
  EXPECT_TRUE(cause->drill);
  event.mutable_incident()->set_action(alerting::v1::ACTION_LOCKDOWN);
  EXPECT_EQ(CauseOf(event)->level, v1::LEVEL_EMERGENCY);
}

TEST(Cause, WhatIsSaidToFewDuringAnAlarmIsNotTheNoticeThatEverybodyHas) {
  auto event = Raised(alerting::v1::ACTION_LOCKDOWN);
  EXPECT_EQ(CauseOf(event)->about_id, "incident-1");
  event.mutable_command_offered()->set_to("security");
  const auto offered = CauseOf(event)->about_id;
  event.mutable_decision_opened();
  const auto opened = CauseOf(event)->about_id;
  event.mutable_decision_reminded();
  EXPECT_EQ(CauseOf(event)->about_id, opened);
  EXPECT_THAT((std::set<std::string>{"incident-1", offered, opened, ""}), ::testing::SizeIs(4));
}

TEST(Cause, OnlyTheLastReleaseIsToldAndToTheSamePeople) {
  alerting::v1::IncidentEvent event;
  event.mutable_released()->set_zone("gym");
  event.mutable_incident()->set_state(alerting::v1::Incident::STATE_OPEN);
  EXPECT_FALSE(CauseOf(event));
  event.mutable_incident()->set_state(alerting::v1::Incident::STATE_RELEASED);
  EXPECT_EQ(CauseOf(event)->wording, "release");
  EXPECT_EQ(CauseOf(event)->audience, Audience::kOnSite);
}

TEST(Cause, ABarredAdultAndAChildsNoCallAnOfficerToTheReunification) {
  using alerting::v1::Reunion;
  alerting::v1::ReunionEvent event;
  auto& reunion = *event.mutable_reunion();
  reunion.set_drill(true);
  reunion.set_state(Reunion::STATE_HELD);
  reunion.set_hold(Reunion::HOLD_NOT_LISTED);
  EXPECT_FALSE(CauseOf(event));
  for (const auto hold : {Reunion::HOLD_BARRED, Reunion::HOLD_CHILD_SAID_NO}) {
    reunion.set_hold(hold);
    ASSERT_TRUE(CauseOf(event));
    EXPECT_EQ(CauseOf(event)->audience, Audience::kResponsible);
    EXPECT_TRUE(CauseOf(event)->drill);
  }
}

TEST(DispatchCause, WhatThePoliceDidNotConfirmAsksAPersonToTelephone) {
  alerting::v1::DispatchEvent event;
  event.mutable_dispatch()->set_id("dispatch-1");
  event.mutable_dispatch()->set_school("lincoln-es");
  event.mutable_attempted();
  EXPECT_FALSE(CauseOf(event));
  event.mutable_unconfirmed();
  const auto cause = CauseOf(event);
  ASSERT_TRUE(cause);
  EXPECT_EQ(cause->audience, Audience::kResponsible);
  EXPECT_EQ(cause->level, v1::LEVEL_EMERGENCY);
  EXPECT_EQ(cause->wording, "dispatch_unconfirmed");
}

TEST(Cause, ALockdownThatWasTakenBackTellsWhatGoesOn) {
  alerting::v1::IncidentEvent event;
  event.mutable_escalation_undone();
  event.mutable_incident()->set_action(alerting::v1::ACTION_SECURE);
  const auto cause = CauseOf(event);
  ASSERT_TRUE(cause);
  EXPECT_EQ(cause->wording, "secure");
  EXPECT_EQ(cause->level, v1::LEVEL_EMERGENCY) << "as loudly as what is taken back";
}

}  // namespace
}  // namespace watchbell::notification
