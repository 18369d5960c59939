#include "services/notification/channels/line.hpp"

#include <gtest/gtest.h>

#include "services/notification/channels/channel_test_support.hpp"
#include "services/notification/channels/webhook_channel.hpp"
#include "services/notification/sinks/sinks.hpp"

namespace watchbell::notification::channels {
namespace {

class Lines : public ::testing::Test {
 protected:
  LineProvider Of(const std::string& name, sinks::Sinks& sinks, int in_flight_max = 256, int per_second = 0,
                  std::chrono::milliseconds timeout = std::chrono::seconds{10}) {
    auto channel =
        OpenWebhookChannel({.url = "http://127.0.0.1:" + std::to_string(sinks.http_port()) + "/hook",
                            .secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                            .timeout = timeout},
                           SystemClock());
    EXPECT_TRUE(channel);
    return {name, std::move(*channel), in_flight_max, per_second};
  }
  std::unique_ptr<Channel> Two(std::chrono::milliseconds first_timeout = std::chrono::seconds{10}) {
    std::vector<LineProvider> providers;
    providers.push_back(Of("a", first_, 256, 0, first_timeout));
    providers.push_back(Of("b", second_));
    return OpenLine(std::move(providers));
  }
  static std::vector<SendResult> SendMany(Channel& line, int count, v1::Level level) {
    Answers answers;
    for (int i = 0; i < count; ++i) {
      auto message = SomeMessage("m-" + std::to_string(i));
      message.level = level;
      line.Send(std::move(message), answers.Next());
    }
    EXPECT_TRUE(answers.Await(static_cast<std::size_t>(count)));
    return answers.all();
  }

  sinks::Sinks first_, second_;
};

TEST_F(Lines, TheNextProviderTakesWhatTheFirstFails) {
  first_.faults().fail_percent = 30;
  const auto line = Two();
  int by_second = 0;
  for (const auto& result : SendMany(*line, 300, v1::LEVEL_ADVISORY)) {
    EXPECT_EQ(result.state, v1::Attempt::STATE_SENT);
    by_second += result.provider == "b";
  }
  EXPECT_GE(by_second, 60);
  EXPECT_EQ(first_.store().count() + second_.store().count(), 300U);
}

TEST_F(Lines, AProviderThatIsDownIsLeftAloneAfterAFewFailures) {
  first_.faults().fail_percent = 100;
  const auto line = Two();
  for (const auto& result : SendMany(*line, 50, v1::LEVEL_URGENT)) {
    EXPECT_EQ(result.state, v1::Attempt::STATE_SENT);
    EXPECT_EQ(result.provider, "b");
  }
  EXPECT_EQ(second_.store().count(), 50U);
}

TEST_F(Lines, WhatMayHaveArrivedIsSentAgainOnlyWhenItIsUrgent) {
  first_.faults().stall_ms = 60'000;
  const std::chrono::milliseconds soon{1'000};
  EXPECT_EQ(SendMany(*Two(soon), 1, v1::LEVEL_ADVISORY).front().reason, "PROVIDER_TIMEOUT");
  const auto urgent = SendMany(*Two(soon), 1, v1::LEVEL_EMERGENCY).front();
  EXPECT_EQ(urgent.state, v1::Attempt::STATE_SENT);
  EXPECT_EQ(urgent.provider, "b");
}

TEST_F(Lines, WhatNobodyTakesFailsWithTheLastReason) {
  first_.faults().fail_percent = second_.faults().fail_percent = 100;
  const auto result = SendMany(*Two(), 1, v1::LEVEL_EMERGENCY).front();
  EXPECT_EQ(result.state, v1::Attempt::STATE_FAILED);
  EXPECT_EQ(result.reason, "PROVIDER_BUSY");
}

TEST_F(Lines, WhatTheProviderRefusesIsNotGivenToAnother) {
  auto message = SomeMessage();
  message.subject = "two\nlines";
  EXPECT_EQ(SendOne(*Two(), message).reason, "INVALID_MESSAGE");
  EXPECT_EQ(second_.store().count(), 0U);
}

TEST_F(Lines, ARateIsKept) {
  std::vector<LineProvider> providers;
  providers.push_back(Of("a", first_, 256, 100));
  const auto line = OpenLine(std::move(providers));
  const auto begun = std::chrono::steady_clock::now();
  SendMany(*line, 150, v1::LEVEL_ADVISORY);
  // The first hundred at once, the other fifty at a hundred a second.
  EXPECT_GE(std::chrono::steady_clock::now() - begun, std::chrono::milliseconds{450});
}

TEST_F(Lines, OnlySoManyAreUnderWayAtOnce) {
  first_.faults().stall_ms = 20;
  std::vector<LineProvider> providers;
  providers.push_back(Of("a", first_, 2));
  const auto line = OpenLine(std::move(providers));
  SendMany(*line, 20, v1::LEVEL_ADVISORY);
  EXPECT_LE(first_.connections_peak(), 2);
}

TEST_F(Lines, AnAlarmsFirstRecipientsAreNotBehindAnothersLast) {
  first_.faults().stall_ms = 1'000;  // of the first, while the others are handed in
  std::vector<LineProvider> providers;
  providers.push_back(Of("a", first_, 1));
  const auto line = OpenLine(std::move(providers));
  Answers answers;
  for (int i = 0; i < 20; ++i) line->Send(SomeMessage("last-" + std::to_string(i)), answers.Next());
  auto other = SomeMessage("first");
  other.notice_id = "another alarm";
  line->Send(std::move(other), answers.Next());
  ASSERT_TRUE(testing::Await([&] { return first_.store().count() >= 1; }));
  first_.faults().stall_ms = 0;
  ASSERT_TRUE(answers.Await(21));
  const auto arrived = first_.store().After(0);
  const auto first = std::find_if(arrived.begin(), arrived.end(), [](const auto& message) {
    return message.headers.at("webhook-id") == "first";
  });
  // Behind the one that was under way, and one more at the most whose turn came just then.
  EXPECT_LE(first - arrived.begin(), 2);
}

TEST_F(Lines, WhatWaitsAtTheEndIsAnswered) {
  first_.faults().stall_ms = 60'000;
  std::vector<LineProvider> providers;
  providers.push_back(Of("a", first_, 1));
  auto line = OpenLine(std::move(providers));
  Answers answers;
  for (int i = 0; i < 10; ++i) line->Send(SomeMessage("m-" + std::to_string(i)), answers.Next());
  line.reset();
  EXPECT_EQ(answers.all().size(), 10U);
  EXPECT_EQ(answers.Count("CHANNEL_STOPPED"), 10);
}

}  // namespace
}  // namespace watchbell::notification::channels
