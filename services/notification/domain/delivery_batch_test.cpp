#include "services/notification/domain/delivery_batch.hpp"

#include <gtest/gtest.h>

#include <map>

#include "services/notification/domain/levels.hpp"

namespace watchbell::notification {
namespace {

using v1::Attempt;
using v1::DeliveryBatch;
using v1::DeliveryBatchEvent;

const TimePoint kNow{std::chrono::seconds{1'800'000'000}};

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

TEST(Batch, RecipientsAreSpreadOverTheBatchesSoThatEachStaysSmall) {
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

Attempt On(v1::Channel channel, Attempt::State state, int round = 0) {
  Attempt attempt;
  attempt.set_channel(channel);
  attempt.set_state(state);
  attempt.set_round(round);
  return attempt;
}

TEST(Batch, AReportThatComesBeforeTheDeliveryIsRecordedIsKeptAndWins) {
  v1::Notice notice;
  notice.set_id("notice-1");
  const auto identity = BatchIdentity(notice, 0);
  auto report = On(v1::CHANNEL_SMS, Attempt::STATE_DELIVERED);
  report.set_provider_id("SM1");
  auto batch = After({}, Report({}, identity, "ana", report));
  EXPECT_EQ(batch.id(), identity.id());
  auto result = identity;
  auto& delivery = *result.add_deliveries();
  delivery.set_person_id("ana");
  *delivery.add_attempts() = On(v1::CHANNEL_SMS, Attempt::STATE_SENT);
  batch = After(batch, RecordDelivery(batch, result));
  ASSERT_EQ(batch.deliveries(0).attempts_size(), 1);
  EXPECT_EQ(batch.deliveries(0).attempts(0).state(), Attempt::STATE_DELIVERED);
  EXPECT_EQ(batch.deliveries(0).attempts(0).provider_id(), "SM1");
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Report(batch, identity, "ana", report)));
}

TEST(Batch, AFailureThatIsReportedLaterMakesAReachedPersonUnreached) {
  auto batch = After({}, RecordDelivery({}, Batch({{"ana", Attempt::STATE_SENT}})));
  EXPECT_TRUE(Reached(batch.deliveries(0)));
  batch = After(batch, Report(batch, batch, "ana", On(v1::CHANNEL_UNSPECIFIED, Attempt::STATE_FAILED)));
  EXPECT_FALSE(Reached(batch.deliveries(0)));
  EXPECT_EQ(std::get<Error>(Report(batch, batch, "eve", On(v1::CHANNEL_SMS, Attempt::STATE_SENT))).reason,
            "NOT_A_RECIPIENT");
}

TEST(Batch, WhatWasStillOpenEndsWithoutTouchingWhatHadEnded) {
  auto batch =
      After({}, RecordDelivery({}, Batch({{"ana", Attempt::STATE_QUEUED}, {"ben", Attempt::STATE_SENT}})));
  const auto ended =
      EndAttempts(batch, Batch({{"ana", Attempt::STATE_FAILED}, {"ben", Attempt::STATE_SENT}}));
  EXPECT_EQ(std::get<DeliveryBatchEvent>(ended).attempts_ended().deliveries_size(), 1);
  batch = After(batch, ended);
  EXPECT_EQ(batch.deliveries(0).attempts(0).state(), Attempt::STATE_FAILED);
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(EndAttempts(batch, batch)));
}

TEST(Batch, AFollowUpIsAnotherAttemptAndAReportOfItTouchesTheNewestAlone) {
  auto batch = After({}, RecordDelivery({}, Batch({{"ana", Attempt::STATE_FAILED}})));
  DeliveryBatch again;
  again.add_deliveries()->set_person_id("ana");
  *again.mutable_deliveries(0)->add_attempts() = On(v1::CHANNEL_UNSPECIFIED, Attempt::STATE_SENT, 1);
  batch = After(batch, FollowUp(batch, again));
  EXPECT_EQ(batch.follow_ups(), 1);
  batch = After(batch, Report(batch, batch, "ana", On(v1::CHANNEL_UNSPECIFIED, Attempt::STATE_DELIVERED)));
  ASSERT_EQ(batch.deliveries(0).attempts_size(), 2);
  EXPECT_EQ(batch.deliveries(0).attempts(0).state(), Attempt::STATE_FAILED);
  EXPECT_EQ(batch.deliveries(0).attempts(1).state(), Attempt::STATE_DELIVERED);
}

TEST(Batch, WhatIsParkedIsSentLaterAndKeepsItsAcknowledgements) {
  v1::Notice notice;
  notice.set_id("notice-1");
  const auto identity = BatchIdentity(notice, 0);
  auto batch = After({}, Acknowledge({}, identity, "ana"));
  auto waiting = identity;
  waiting.add_deliveries()->set_person_id("ana");
  waiting.add_deliveries()->set_person_id("ben");
  batch = After(batch, Park(batch, waiting));
  EXPECT_TRUE(batch.parked());
  EXPECT_FALSE(batch.delivered());
  EXPECT_TRUE(batch.deliveries(0).has_acknowledged_at());
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Park(batch, waiting)));
  batch = After(batch, Begin(batch, identity));
  EXPECT_FALSE(batch.parked());
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Begin(batch, identity)));
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Park(batch, waiting)));
}

TEST(Batch, ProgressCountsByChannel) {
  auto batch = After({}, RecordDelivery({}, Batch({{"ana", Attempt::STATE_SENT},
                                                   {"ben", Attempt::STATE_FAILED},
                                                   {"cam", Attempt::STATE_QUEUED}})));
  v1::Progress progress;
  AddProgress(batch, progress);
  AddProgress(batch, progress);
  EXPECT_EQ(progress.batches_delivered(), 2);
  ASSERT_EQ(progress.channels_size(), 1);
  EXPECT_EQ(progress.channels(0).sent(), 2);
  EXPECT_EQ(progress.channels(0).failed(), 2);
  EXPECT_EQ(progress.channels(0).queued(), 2);
}

}  // namespace
}  // namespace watchbell::notification
