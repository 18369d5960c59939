#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/notification/domain/causes/causes.hpp"
#include "watchbell/alerting/v1/assist.pb.h"
#include "watchbell/alerting/v1/cap_partner.pb.h"
#include "watchbell/alerting/v1/committee.pb.h"
#include "watchbell/alerting/v1/drill_calendar.pb.h"
#include "watchbell/alerting/v1/emergency_plan.pb.h"
#include "watchbell/alerting/v1/training.pb.h"

namespace watchbell::notification {
namespace {

using ::testing::ElementsAre;

TEST(AssistNotice, ACallForHelpIsToldToThoseWhoAnswerAndToNobodyElse) {
  alerting::v1::AssistEvent event;
  event.mutable_asked();
  event.mutable_assist()->set_school("lincoln-es");
  event.mutable_assist()->set_kind(alerting::v1::Assist::KIND_MEDICAL);
  const auto cause = CauseOf(event);
  ASSERT_TRUE(cause);
  EXPECT_EQ(cause->audience, Audience::kResponsible);
  EXPECT_EQ(cause->level, v1::LEVEL_URGENT);
  EXPECT_EQ(cause->wording, "assist_medical");
  event.mutable_answered();
  EXPECT_FALSE(CauseOf(event));
}

TEST(ReadinessNotice, WhatIsDueIsToldToWhomItConcerns) {
  alerting::v1::EmergencyPlanEvent plan;
  plan.mutable_review_fell_due();
  EXPECT_EQ(CauseOf(plan)->audience, Audience::kResponsible);

  alerting::v1::SchoolYearEvent year;
  year.mutable_spans_ended();
  EXPECT_FALSE(CauseOf(year)) << "whether a drill is missing is looked up first";
  year.mutable_fell_overdue();
  EXPECT_EQ(CauseOf(year)->audience, Audience::kResponsible);
  EXPECT_EQ(CauseOf(year)->wording, "drill_overdue");

  alerting::v1::CommitteeEvent committee;
  committee.mutable_meeting_fell_due();
  committee.mutable_committee()->add_members()->set_person_id("ana");
  committee.mutable_committee()->add_members()->set_person_id("ben");
  EXPECT_THAT(CauseOf(committee)->person_ids, ElementsAre("ana", "ben"));

  alerting::v1::ActionItemEvent item;
  item.mutable_fell_overdue();
  item.mutable_action_item()->set_owner_id("cam");
  EXPECT_THAT(CauseOf(item)->person_ids, ElementsAre("cam"));
  item.mutable_closed();
  EXPECT_FALSE(CauseOf(item));
}

TEST(ReadinessNotice, TheDistrictHearsWhatASchoolOwesTheStateAndNotWhoseTrainingEnds) {
  alerting::v1::EmergencyPlanEvent plan;
  plan.mutable_review_fell_due();
  alerting::v1::SchoolYearEvent year;
  year.mutable_fell_overdue();
  alerting::v1::CommitteeEvent committee;
  committee.mutable_meeting_fell_due();
  alerting::v1::ActionItemEvent item;
  item.mutable_fell_overdue();
  EXPECT_TRUE(CauseOf(plan)->district && CauseOf(year)->district);
  EXPECT_TRUE(CauseOf(committee)->district && CauseOf(item)->district);
  alerting::v1::TrainingEvent training;
  training.mutable_expired();
  EXPECT_FALSE(CauseOf(training)->district);
}

TEST(ReadinessNotice, ATrainingIsRemindedOfBeforeItsEndAndAtIt) {
  alerting::v1::TrainingEvent event;
  event.mutable_training()->set_person_id("ana");
  event.mutable_end_is_near();
  EXPECT_EQ(CauseOf(event)->wording, "training_end_is_near");
  event.mutable_expired();
  EXPECT_EQ(CauseOf(event)->wording, "training_expired");
  EXPECT_THAT(CauseOf(event)->person_ids, ElementsAre("ana"));
  event.mutable_completed();
  EXPECT_FALSE(CauseOf(event));
}

TEST(ReadinessNotice, OnlyAPushThatWasGivenUpIsNews) {
  alerting::v1::CapPushEvent event;
  event.mutable_failed();
  EXPECT_FALSE(CauseOf(event));
  event.mutable_died();
  EXPECT_EQ(CauseOf(event)->wording, "partner_not_reached");
  event.mutable_died()->set_reason("PARTNER_RETIRED");
  EXPECT_FALSE(CauseOf(event));
}

}  // namespace
}  // namespace watchbell::notification
