#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/notification/domain/causes/causes.hpp"
#include "watchbell/visitor/v1/agency_visit.pb.h"

namespace watchbell::notification {
namespace {

using ::testing::ElementsAre;
using visitor::v1::AgencyVisitEvent;

AgencyVisitEvent Event() {
  AgencyVisitEvent event;
  event.mutable_visit()->set_id("visit-1");
  event.mutable_visit()->set_school("lincoln-es");
  return event;
}

AgencyVisitEvent Decided(visitor::v1::AgencyNoticeAudience audience, bool approved) {
  auto event = Event();
  event.mutable_notice_decided()->set_approved(approved);
  auto& notice = *event.mutable_visit()->mutable_notice();
  notice.set_audience(audience);
  notice.set_wording(visitor::v1::AGENCY_NOTICE_WORDING_STAYED_OUTSIDE);
  notice.set_approved(approved);
  return event;
}

TEST(AgencyNotice, OnlyWhoseTurnItIsIsPaged) {
  auto event = Event();
  event.mutable_next_paged()->add_paged_ids("counsel-2");
  const auto cause = CauseOf(event);
  ASSERT_TRUE(cause);
  EXPECT_EQ(cause->audience, Audience::kNamed);
  EXPECT_THAT(cause->person_ids, ElementsAre("counsel-2"));
  EXPECT_EQ(cause->wording, "agency_review");
}

TEST(AgencyNotice, WhereNobodyIsNamedThoseResponsibleAreAsked) {
  auto event = Event();
  event.mutable_handed_to_administrator();
  EXPECT_EQ(CauseOf(event)->audience, Audience::kResponsible);
}

TEST(AgencyNotice, AnEntryWithoutConsentGoesToAllOfCounselAtOnce) {
  auto event = Event();
  event.mutable_entered_without_consent()->add_paged_ids("counsel-1");
  event.mutable_entered_without_consent()->add_paged_ids("superintendent");
  EXPECT_THAT(CauseOf(event)->person_ids, ElementsAre("counsel-1", "superintendent"));
  EXPECT_EQ(CauseOf(event)->level, v1::LEVEL_EMERGENCY);
}

TEST(AgencyNotice, FamiliesHearOnlyWhatCounselAgreedTo) {
  const auto families = visitor::v1::AGENCY_NOTICE_AUDIENCE_FAMILIES;
  EXPECT_FALSE(CauseOf(Decided(families, false)));
  const auto cause = CauseOf(Decided(families, true));
  ASSERT_TRUE(cause);
  EXPECT_EQ(cause->audience, Audience::kFamilies);
  EXPECT_EQ(cause->wording, "agency_stayed_outside");
  EXPECT_EQ(cause->level, v1::LEVEL_ADVISORY);
  EXPECT_FALSE(CauseOf(Decided(visitor::v1::AGENCY_NOTICE_AUDIENCE_NOBODY, true)));
  auto proposed = Decided(families, true);
  proposed.mutable_notice_proposed();
  EXPECT_FALSE(CauseOf(proposed));
}

TEST(AgencyNotice, WhatHappensAtTheDoorIsNobodyElsesNews) {
  auto event = Event();
  for (const auto set :
       {+[](AgencyVisitEvent& e) { e.mutable_arrived(); },
        +[](AgencyVisitEvent& e) { e.mutable_authorised(); },
        +[](AgencyVisitEvent& e) { e.mutable_refused(); }, +[](AgencyVisitEvent& e) { e.mutable_entered(); },
        +[](AgencyVisitEvent& e) { e.mutable_departed(); }}) {
    set(event);
    EXPECT_FALSE(CauseOf(event));
  }
}

}  // namespace
}  // namespace watchbell::notification
