#include "services/notification/domain/messages/delivery_figures.hpp"

#include <gtest/gtest.h>

namespace watchbell::notification {
namespace {

using v1::Attempt;

void Add(v1::DeliveryBatch& batch, const std::string& person, Attempt::State state, int after_ms,
         const std::string& reason = {}) {
  auto& delivery = *batch.add_deliveries();
  delivery.set_person_id(person);
  auto& attempt = *delivery.add_attempts();
  attempt.set_channel(v1::CHANNEL_EMAIL);
  attempt.set_state(state);
  attempt.set_after_ms(after_ms);
  attempt.set_reason(reason);
}
v1::DeliveryBatch Hundred(int failed) {
  v1::DeliveryBatch batch;
  for (int i = 0; i < 100; ++i) {
    if (i < failed) {
      Add(batch, std::to_string(i), Attempt::STATE_FAILED, 0, "PROVIDER_TIMEOUT");
    } else {
      Add(batch, std::to_string(i), Attempt::STATE_SENT, (100 - i) * 1000);
    }
  }
  return batch;
}
std::vector<std::string> AtLincoln(const std::string&) { return {"lincoln"}; }

TEST(DeliveryFigures, SayWhenTheFirstHalfAndNearlyAllWereReached) {
  DeliveryFigures figures;
  figures.Add(Hundred(0), AtLincoln);
  const auto row = figures.Report().rows(0);
  EXPECT_EQ(row.first_ms(), 1000);
  EXPECT_EQ(row.half_ms(), 50'000);
  EXPECT_EQ(row.nearly_all_ms(), 99'000);
  EXPECT_EQ(row.recipients().number(), 100);
  EXPECT_EQ(row.reached().number(), 100);
  EXPECT_FALSE(row.not_reached().hidden());
}

TEST(DeliveryFigures, WhatWasNeverReachedHasNoTimeAndAReason) {
  DeliveryFigures figures;
  figures.Add(Hundred(20), AtLincoln);
  const auto row = figures.Report().rows(0);
  EXPECT_TRUE(row.has_half_ms());
  EXPECT_FALSE(row.has_nearly_all_ms());
  EXPECT_EQ(row.reasons(0).reason(), "PROVIDER_TIMEOUT");
  EXPECT_EQ(row.reasons(0).recipients().number(), 20);
}

TEST(DeliveryFigures, FewAreHiddenWithWhatWouldTellThem) {
  DeliveryFigures figures;
  figures.Add(Hundred(2), AtLincoln);
  const auto row = figures.Report().rows(0);
  EXPECT_TRUE(row.not_reached().hidden());
  EXPECT_TRUE(row.reasons(0).recipients().hidden());
  EXPECT_TRUE(row.reached().hidden() || row.recipients().hidden());
  const auto sheet = SheetOf(figures.Report());
  for (const auto& cell : sheet.at(1)) EXPECT_NE(cell, "2");
}

TEST(DeliveryFigures, ASecondAttemptThatArrivedCountsAsReached) {
  v1::DeliveryBatch batch;
  for (int i = 0; i < 6; ++i) {
    Add(batch, std::to_string(i), Attempt::STATE_FAILED, 0, "PROVIDER_TIMEOUT");
    auto& again = *batch.mutable_deliveries(i)->add_attempts();
    again.set_channel(v1::CHANNEL_EMAIL);
    again.set_state(Attempt::STATE_DELIVERED);
    again.set_after_ms(7000);
  }
  DeliveryFigures figures;
  figures.Add(batch, AtLincoln);
  EXPECT_EQ(figures.Report().rows(0).reached().number(), 6);
  EXPECT_EQ(SheetOf(figures.Report()).at(1).at(5), "0.11");
}

TEST(FatigueFigures, CountWhatEachPersonWasSentByLevel) {
  FatigueFigures figures;
  v1::Notice notice;
  notice.set_level(v1::LEVEL_URGENT);
  for (int i = 0; i <= kUrgentBudget; ++i) {
    notice.set_drill(i == 0);
    figures.Add(notice);
    figures.Add(notice, Hundred(0));
  }
  const auto report = figures.Report();
  EXPECT_EQ(report.rows(0).notices(), kUrgentBudget + 1);
  EXPECT_EQ(report.rows(0).drills(), 1);
  EXPECT_EQ(report.rows(0).median(), kUrgentBudget + 1);
  EXPECT_EQ(report.over_budget(), 100);
}

TEST(ChannelFigures, TellAHealthyChannelFromAFailingOne) {
  ChannelFigures figures;
  figures.Add(Hundred(30));
  const auto channel = figures.Report().channels(0);
  EXPECT_EQ(channel.sent(), 70);
  EXPECT_EQ(channel.failed(), 30);
  EXPECT_EQ(channel.reasons(0).attempts(), 30);
  EXPECT_EQ(channel.slowest_ms(), 70'000);
}

}  // namespace
}  // namespace watchbell::notification
