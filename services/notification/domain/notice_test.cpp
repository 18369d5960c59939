#include "services/notification/domain/notice.hpp"

#include <gtest/gtest.h>

#include <map>

namespace watchbell::notification {
namespace {

using v1::DeliveryBatch;
using v1::DeliveryBatchEvent;

const TimePoint kNow{std::chrono::seconds{1'800'000'000}};

alerting::v1::IncidentEvent Raised(alerting::v1::Action action, bool drill = false) {
  alerting::v1::IncidentEvent event;
  event.mutable_raised()->set_action(action);
  event.mutable_incident()->set_school("lincoln-es");
  event.mutable_incident()->set_id("incident-1");
  event.mutable_incident()->set_drill(drill);
  return event;
}

DeliveryBatch Batch(std::vector<std::pair<std::string, v1::Attempt::State>> people) {
  DeliveryBatch batch;
  batch.set_id("batch-1");
  batch.set_notice_id("notice-1");
  for (const auto& [person, state] : people) {
    auto& delivery = *batch.add_deliveries();
    delivery.set_person_id(person);
    delivery.add_attempts()->set_state(state);
  }
  return batch;
}

DeliveryBatch After(DeliveryBatch batch, const Decision<DeliveryBatchEvent>& decision) {
  if (const auto* event = std::get_if<DeliveryBatchEvent>(&decision)) {
    DeliveryBatchEvent stamped = *event;
    *stamped.mutable_meta()->mutable_at() = ToProto(kNow);
    Batches::Evolve(batch, stamped);
  }
  return batch;
}

TEST(Notice, ALockdownIsAnEmergencyForEverybodyOnSite) {
  const auto cause = CauseOf(Raised(alerting::v1::ACTION_LOCKDOWN));
  ASSERT_TRUE(cause);
  EXPECT_EQ(cause->level, v1::LEVEL_EMERGENCY);
  EXPECT_EQ(cause->wording, "lockdown");
  EXPECT_EQ(cause->audience, Audience::kOnSite);
  EXPECT_FALSE(cause->drill);
}

TEST(Notice, ADrillStaysADrillInEveryNotice) {
  EXPECT_TRUE(CauseOf(Raised(alerting::v1::ACTION_LOCKDOWN, true))->drill);
  EXPECT_TRUE(NoticeOf(*CauseOf(Raised(alerting::v1::ACTION_LOCKDOWN, true)), "event", 3, kNow).drill());
}

TEST(Notice, AFireInALockdownIsToldToThoseWhoDecideAndToNobodyElse) {
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

TEST(Notice, OnlyTheLastReleaseIsToldAndToTheSamePeople) {
  alerting::v1::IncidentEvent event;
  event.mutable_released()->set_zone("gym");
  event.mutable_incident()->set_state(alerting::v1::Incident::STATE_OPEN);
  EXPECT_FALSE(CauseOf(event));
  event.mutable_incident()->set_state(alerting::v1::Incident::STATE_RELEASED);
  EXPECT_EQ(CauseOf(event)->wording, "release");
  EXPECT_EQ(CauseOf(event)->audience, Audience::kOnSite);
}

TEST(Notice, OnlyAConfirmedOrDoubtfulMatchIsToldAndOnlyToThoseResponsible) {
  visitor::v1::VisitEvent event;
  event.mutable_held();
  EXPECT_FALSE(CauseOf(event));
  event.mutable_denied();
  EXPECT_EQ(CauseOf(event)->audience, Audience::kResponsible);
  EXPECT_EQ(CauseOf(event)->wording, "visitor_match");
}

TEST(Notice, AMatchOfSomebodyWhoIsInsideAlreadyIsToldAtOnce) {
  visitor::v1::VisitEvent event;
  event.mutable_held();
  event.mutable_visit()->set_inside(true);
  EXPECT_EQ(CauseOf(event)->audience, Audience::kResponsible);
  EXPECT_EQ(CauseOf(event)->wording, "visitor_inside");
}

TEST(Notice, ATipGoesToTheDutyPersonAndThenToTheNext) {
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

TEST(Notice, TheSameEventIsOneNotice) {
  EXPECT_EQ(NoticeIdOf("event-1"), NoticeIdOf("event-1"));
  const auto notice = NoticeOf(*CauseOf(Raised(alerting::v1::ACTION_HOLD)), "event-1", 120, kNow);
  EXPECT_EQ(notice.batches(), 3);
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Issue(notice, notice)));
}

TEST(Notice, RecipientsAreSpreadOverTheBatchesSoThatEachStaysSmall) {
  std::map<int, int> sizes;
  for (int i = 0; i < 22'000; ++i) ++sizes[BatchOf("person-" + std::to_string(i), BatchCount(22'000))];
  EXPECT_EQ(sizes.size(), 440U);
  for (const auto& [ordinal, size] : sizes) EXPECT_LT(size, 2 * kBatchSize) << ordinal;
}

TEST(Batch, AnAcknowledgementThatComesFirstSurvivesTheRecordOfTheDelivery) {
  DeliveryBatch identity;
  identity.set_id("batch-1");
  identity.set_notice_id("notice-1");
  auto batch = After({}, Acknowledge({}, identity, "ana"));
  EXPECT_FALSE(batch.delivered());
  batch = After(
      batch,
      RecordDelivery(batch, Batch({{"ana", v1::Attempt::STATE_SENT}, {"ben", v1::Attempt::STATE_FAILED}})));
  EXPECT_TRUE(batch.delivered());
  EXPECT_TRUE(batch.deliveries(0).has_acknowledged_at());
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(RecordDelivery(batch, {})));
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Acknowledge(batch, identity, "ana")));
}

TEST(Notice, ABarredAdultAndAChildsNoCallSecurityAndNothingElseOfADismissalDoes) {
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

TEST(Notice, ABarredAdultAndAChildsNoCallAnOfficerToTheReunification) {
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

TEST(Batch, WhoWasNotARecipientCannotAcknowledge) {
  const auto batch = After({}, RecordDelivery({}, Batch({{"ana", v1::Attempt::STATE_SENT}})));
  EXPECT_EQ(std::get<Error>(Acknowledge(batch, batch, "eve")).reason, "NOT_A_RECIPIENT");
}

TEST(Batch, TheUnreachedAreThoseWhomNoChannelToldAndWhoDidNotAnswer) {
  auto batch = After({}, RecordDelivery({}, Batch({{"told", v1::Attempt::STATE_SENT},
                                                   {"missed", v1::Attempt::STATE_FAILED},
                                                   {"without", v1::Attempt::STATE_UNREACHABLE},
                                                   {"seen", v1::Attempt::STATE_SENT}})));
  batch = After(batch, Acknowledge(batch, batch, "seen"));
  v1::ListUnreachedResponse response;
  response.set_complete(true);
  AddUnreached(batch, response);
  EXPECT_TRUE(response.complete());
  EXPECT_EQ(response.reached(), 2);
  EXPECT_EQ(response.acknowledged(), 1);
  EXPECT_EQ(response.unreached_size(), 2);
  EXPECT_EQ(response.unacknowledged(0).person_id(), "told");
}

}  // namespace
}  // namespace watchbell::notification
