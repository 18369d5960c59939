#include "services/notification/adapters/sending.hpp"

#include <gtest/gtest.h>

namespace watchbell::notification {
namespace {

using v1::Attempt;
using SteadyClock = std::chrono::steady_clock;

constexpr int kMail = 0, kHook = 1;  // attempts of the one delivery

class OneBatch : public ::testing::Test {
 protected:
  std::shared_ptr<Sending> Start() {
    v1::DeliveryBatch batch;
    auto& delivery = *batch.add_deliveries();
    for (const auto channel : {v1::CHANNEL_EMAIL, v1::CHANNEL_WEBHOOK}) {
      auto& attempt = *delivery.add_attempts();
      attempt.set_channel(channel);
      attempt.set_state(Attempt::STATE_QUEUED);
    }
    return std::make_shared<Sending>(batch, pace_);
  }
  static void End(Sending& sending, int attempt, std::chrono::milliseconds took) {
    sending.End(0, attempt, {.state = Attempt::STATE_SENT, .duration = took});
  }
  // The state of the webhook when nobody waits any longer.
  static Attempt::State HookAfterWaiting(Sending& sending) {
    return sending.AwaitPrompt().deliveries(0).attempts(kHook).state();
  }

  const std::shared_ptr<Pace> pace_ = std::make_shared<Pace>();
  const std::chrono::milliseconds quick_{1}, late_{5'000};
};

TEST_F(OneBatch, AChannelIsWaitedForOnceAndNotAgainWhileItIsSlow) {
  const auto first = Start();
  End(*first, kMail, quick_);
  EXPECT_EQ(HookAfterWaiting(*first), Attempt::STATE_QUEUED);
  EXPECT_FALSE(pace_->WorthWaiting(v1::CHANNEL_WEBHOOK));
  EXPECT_TRUE(pace_->WorthWaiting(v1::CHANNEL_EMAIL));

  const auto second = Start();
  End(*second, kMail, quick_);
  const auto begun = SteadyClock::now();
  EXPECT_EQ(HookAfterWaiting(*second), Attempt::STATE_QUEUED);
  EXPECT_LT(SteadyClock::now() - begun, kPromptMax / 2);
}

TEST_F(OneBatch, ASlowChannelThatIsQuickAgainIsWaitedForAgain) {
  pace_->Late(v1::CHANNEL_WEBHOOK);
  const auto first = Start();
  End(*first, kHook, late_);
  EXPECT_FALSE(pace_->WorthWaiting(v1::CHANNEL_WEBHOOK)) << "it answered, but late";
  const auto second = Start();
  End(*second, kHook, quick_);
  EXPECT_TRUE(pace_->WorthWaiting(v1::CHANNEL_WEBHOOK));
}

TEST_F(OneBatch, ASlowChannelWithALongQueueHoldsItsBatchesBack) {
  pace_->Late(v1::CHANNEL_WEBHOOK);
  EXPECT_FALSE(pace_->WorthWaiting(v1::CHANNEL_WEBHOOK));
  for (int i = 0; i <= kBacklogMax; ++i) pace_->Begin(v1::CHANNEL_WEBHOOK);
  EXPECT_TRUE(pace_->WorthWaiting(v1::CHANNEL_WEBHOOK));
}

TEST_F(OneBatch, WhatIsUnderWayIsGivenWayToButNotOnASlowChannel) {
  EXPECT_FALSE(pace_->Busy());
  const auto sending = Start();
  EXPECT_TRUE(pace_->Busy());
  End(*sending, kMail, quick_);
  EXPECT_TRUE(pace_->Busy()) << "the webhook is still under way";
  pace_->Late(v1::CHANNEL_WEBHOOK);
  EXPECT_FALSE(pace_->Busy());
}

TEST_F(OneBatch, WhoeverWaitsForTheEndIsToldOfEveryAttempt) {
  pace_->Late(v1::CHANNEL_WEBHOOK);
  const auto sending = Start();
  int told = 0;
  sending->OnEnd([&](const v1::DeliveryBatch& batch) { told += IsOpen(batch) ? 100 : 1; });
  End(*sending, kMail, quick_);
  EXPECT_EQ(told, 0);
  End(*sending, kHook, late_);
  EXPECT_EQ(told, 1);
}

}  // namespace
}  // namespace watchbell::notification
