#include <gtest/gtest.h>

#include "services/notification/domain/causes/causes.hpp"
#include "watchbell/visitor/v1/dismissal.pb.h"
#include "watchbell/visitor/v1/visit.pb.h"

namespace watchbell::notification {
namespace {

TEST(Cause, OnlyAConfirmedOrDoubtfulMatchIsToldAndOnlyToThoseResponsible) {
  visitor::v1::VisitEvent event;
  event.mutable_held();
  EXPECT_FALSE(CauseOf(event));
  event.mutable_denied();
  EXPECT_EQ(CauseOf(event)->audience, Audience::kResponsible);
  EXPECT_EQ(CauseOf(event)->wording, "visitor_match");
}

TEST(Cause, AMatchOfSomebodyWhoIsInsideAlreadyIsToldAtOnce) {
  visitor::v1::VisitEvent event;
  event.mutable_held();
  event.mutable_visit()->set_inside(true);
  EXPECT_EQ(CauseOf(event)->audience, Audience::kResponsible);
  EXPECT_EQ(CauseOf(event)->wording, "visitor_inside");
}

TEST(Cause, ABarredAdultAndAChildsNoCallSecurityAndNothingElseOfADismissalDoes) {
  using visitor::v1::Dismissal;
  visitor::v1::DismissalEvent event;
  auto& dismissal = *event.mutable_dismissal();
  dismissal.set_state(Dismissal::STATE_HELD);
  for (const auto& [hold, told] : {std::pair{Dismissal::HOLD_BARRED, true},
                                   {Dismissal::HOLD_CHILD_SAID_NO, true},
                                   {Dismissal::HOLD_NOT_LISTED, false}}) {
    dismissal.set_hold(hold);
    EXPECT_EQ(CauseOf(event).has_value(), told) << hold;
  }
  dismissal.set_hold(Dismissal::HOLD_BARRED);
  EXPECT_EQ(CauseOf(event)->audience, Audience::kResponsible);
  dismissal.set_state(Dismissal::STATE_REFUSED);
  EXPECT_FALSE(CauseOf(event));
}

}  // namespace
}  // namespace watchbell::notification
