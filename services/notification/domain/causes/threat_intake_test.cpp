#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/notification/domain/causes/causes.hpp"
#include "watchbell/threat_intake/v1/case.pb.h"
#include "watchbell/threat_intake/v1/case_action.pb.h"
#include "watchbell/threat_intake/v1/case_bullying.pb.h"
#include "watchbell/threat_intake/v1/case_suicide_risk.pb.h"
#include "watchbell/threat_intake/v1/case_support.pb.h"
#include "watchbell/threat_intake/v1/tip.pb.h"

namespace watchbell::notification {
namespace {

namespace intake = threat_intake::v1;
using ::testing::ElementsAre;

TEST(Cause, ATipGoesToTheDutyPersonAndThenToTheNext) {
  intake::TipEvent event;
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

TEST(TipNotice, ATipThatIsGivenToSomebodyIsToldToThemAndToWhoIsInformedButNotToWhoGaveIt) {
  intake::TipEvent event;
  event.mutable_assigned();
  event.mutable_tip()->set_primary_id("ana");
  event.mutable_tip()->add_informed_ids("ben");
  event.mutable_meta()->set_actor_id("cam");
  EXPECT_EQ(CauseOf(event)->audience, Audience::kNamed);
  EXPECT_THAT(CauseOf(event)->person_ids, ElementsAre("ana", "ben"));
  event.mutable_meta()->set_actor_id("ana");
  EXPECT_THAT(CauseOf(event)->person_ids, ElementsAre("ben"));
  event.mutable_tip()->clear_informed_ids();
  EXPECT_FALSE(CauseOf(event));
}

TEST(TipNotice, WhatTheSenderWritesIsToldToWhoAnswersForTheTip) {
  intake::TipEvent event;
  event.mutable_messaged()->set_from_sender(true);
  EXPECT_FALSE(CauseOf(event)) << "they have not read what came before";
  event.mutable_messaged()->set_tells(true);
  EXPECT_EQ(CauseOf(event)->audience, Audience::kDuty) << "nobody answers yet";
  event.mutable_tip()->set_acknowledged_by("ben");
  EXPECT_THAT(CauseOf(event)->person_ids, ElementsAre("ben"));
  event.mutable_tip()->set_primary_id("ana");
  EXPECT_EQ(CauseOf(event)->audience, Audience::kNamed);
  EXPECT_THAT(CauseOf(event)->person_ids, ElementsAre("ana"));
}

TEST(CaseNotice, AClockThatRunsOutIsToldToTheTeamInWordsThatTellNothing) {
  intake::CaseEvent review;
  review.mutable_overdue()->set_clock(intake::CASE_CLOCK_REVIEW);
  review.mutable_assessment()->set_school("lincoln-es");
  EXPECT_EQ(CauseOf(review)->audience, Audience::kThreatTeam);
  EXPECT_EQ(CauseOf(review)->level, v1::LEVEL_ADVISORY);
  review.mutable_overdue()->set_clock(intake::CASE_CLOCK_TRIAGE);
  EXPECT_EQ(CauseOf(review)->level, v1::LEVEL_URGENT);
  intake::SuicideRiskEvent risk;
  risk.mutable_overdue();
  EXPECT_EQ(CauseOf(risk)->wording, CauseOf(review)->wording);
  EXPECT_EQ(CauseOf(risk)->subject, CauseOf(review)->subject);
  intake::ThreatActionEvent action;
  action.mutable_overdue();
  EXPECT_EQ(CauseOf(action)->audience, Audience::kThreatTeam);
  intake::SupportPlanEvent support;
  support.mutable_check_in_missed();
  EXPECT_EQ(CauseOf(support)->audience, Audience::kThreatTeam);
  intake::BullyingCaseEvent bullying;
  bullying.mutable_overdue();
  EXPECT_EQ(CauseOf(bullying)->audience, Audience::kThreatTeam);
}

TEST(CaseNotice, ADangerIsToldAtOnceToThoseWhoCanRaiseTheAlarm) {
  intake::CaseEvent event;
  event.mutable_imminent_danger_declared()->set_kind(intake::DANGER_KIND_WEAPON);
  EXPECT_EQ(CauseOf(event)->audience, Audience::kResponsible);
  EXPECT_EQ(CauseOf(event)->level, v1::LEVEL_EMERGENCY);
  EXPECT_EQ(CauseOf(event)->wording, "case_danger");
}

TEST(CaseNotice, NothingElseOfACaseIsAnybodysNews) {
  intake::CaseEvent event;
  event.mutable_level_raised();
  EXPECT_FALSE(CauseOf(event));
  event.mutable_closed();
  EXPECT_FALSE(CauseOf(event));
  intake::SuicideRiskEvent risk;
  risk.mutable_opened();
  EXPECT_FALSE(CauseOf(risk));
}

}  // namespace
}  // namespace watchbell::notification
