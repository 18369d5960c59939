#include "services/notification/domain/notice.hpp"

#include <gtest/gtest.h>

#include <map>

namespace watchbell::notification {
namespace {

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

TEST(Notice, TheSameEventIsOneNotice) {
  EXPECT_EQ(NoticeIdOf("event-1"), NoticeIdOf("event-1"));
  const auto notice = NoticeOf({.drill = true}, "event-1", 120, kNow);
  EXPECT_TRUE(notice.drill());
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
