#include "services/notification/channels/webhook_channel.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iostream>
#include <nlohmann/json.hpp>
#include <set>

#include "common/testing/process.hpp"
#include "common/webhook/secret.hpp"
#include "services/notification/channels/channel_test_support.hpp"
#include "services/notification/sinks/sinks.hpp"

namespace watchbell::notification::channels {
namespace {

constexpr std::string_view kSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

class Webhook : public ::testing::Test {
 protected:
  std::unique_ptr<Channel> Open(int port, WebhookOptions options = {}) {
    options.url = "http://127.0.0.1:" + std::to_string(port) + "/hook";
    options.secret = kSecret;
    return OpenWebhookChannel(std::move(options), SystemClock()).value();
  }
  std::unique_ptr<Channel> Open(WebhookOptions options = {}) {
    return Open(sinks_.http_port(), std::move(options));
  }

  sinks::Sinks sinks_;
  Answers answers_;  // outlives the channels of the tests
};

TEST_F(Webhook, AMessageArrivesSignedWithItsDedupeId) {
  const auto channel = Open();
  const SendResult result = SendOne(*channel, SomeMessage("notice-1_ana"));
  EXPECT_EQ(result.state, v1::Attempt::STATE_SENT) << result.reason;
  EXPECT_GT(result.duration.count(), 0);
  const auto messages = sinks_.store().After(0);
  ASSERT_EQ(messages.size(), 1u);
  const auto& headers = messages[0].headers;
  EXPECT_EQ(messages[0].to, "/hook");
  EXPECT_EQ(headers.at("webhook-id"), "notice-1_ana");
  EXPECT_EQ(headers.at("content-type"), "application/json");
  EXPECT_EQ(headers.at("webhook-signature"),
            WebhookSecret::Parse(kSecret)->Sign("notice-1_ana", std::stoll(headers.at("webhook-timestamp")),
                                                messages[0].body));
  EXPECT_EQ(headers.count("expect"), 0u);
  const auto data = nlohmann::json::parse(messages[0].body).at("data");
  EXPECT_EQ(data.at("to"), "ana@families.example");
  EXPECT_EQ(data.at("level"), "LEVEL_EMERGENCY");
  EXPECT_EQ(data.at("drill"), false);
}

TEST_F(Webhook, WhatCouldEndAHeaderIsRefusedBeforeItLeaves) {
  const auto channel = Open();
  for (const char* id : {"", "a\r\nX-Evil: 1", "a.b", "a b"})
    EXPECT_EQ(SendOne(*channel, SomeMessage(id)).reason, "INVALID_MESSAGE") << id;
  auto message = SomeMessage();
  message.recipient_address = "";
  const auto unreachable = SendOne(*channel, message);
  EXPECT_EQ(unreachable.state, v1::Attempt::STATE_UNREACHABLE);
  EXPECT_EQ(unreachable.reason, "NO_ADDRESS");
  EXPECT_EQ(sinks_.connections_total(), 0);
}

TEST_F(Webhook, AProviderThatIsDownIsUnreachable) {
  const auto channel = Open(testing::FreePort());
  EXPECT_EQ(SendOne(*channel, SomeMessage()).reason, "PROVIDER_UNREACHABLE");
}

TEST_F(Webhook, AProviderThatAsksForPatienceIsBusy) {
  sinks_.faults().fail_percent = 100;
  const auto channel = Open();
  const auto result = SendOne(*channel, SomeMessage());
  EXPECT_EQ(result.state, v1::Attempt::STATE_FAILED);
  EXPECT_EQ(result.reason, "PROVIDER_BUSY");
}

TEST_F(Webhook, ASlowProviderTimesOut) {
  sinks_.faults().stall_ms = 5'000;
  const auto channel = Open({.timeout = std::chrono::milliseconds(100)});
  const auto result = SendOne(*channel, SomeMessage());
  EXPECT_EQ(result.reason, "PROVIDER_TIMEOUT");
  EXPECT_LT(result.duration, std::chrono::seconds(2));
}

TEST_F(Webhook, ConcurrencyIsBoundAndUsed) {
  sinks_.faults().stall_ms = 20;
  const auto channel = Open({.connections = 4});
  for (int i = 0; i < 40; ++i) channel->Send(SomeMessage("m-" + std::to_string(i)), answers_.Next());
  ASSERT_TRUE(answers_.Await(40));
  EXPECT_EQ(answers_.Count(v1::Attempt::STATE_SENT), 40);
  EXPECT_EQ(sinks_.connections_peak(), 4);
}

TEST_F(Webhook, MoreThanTheQueueHoldsIsRefusedAtOnce) {
  sinks_.faults().stall_ms = 100;
  const auto channel = Open({.connections = 1, .queue_max = 2});
  for (int i = 0; i < 20; ++i) channel->Send(SomeMessage(), answers_.Next());
  ASSERT_TRUE(answers_.Await(20));
  EXPECT_GE(answers_.Count("QUEUE_FULL"), 17);
  EXPECT_GE(answers_.Count(v1::Attempt::STATE_SENT), 2);
}

TEST_F(Webhook, WhatIsUnderWayAtTheEndIsAnswered) {
  sinks_.faults().stall_ms = 60'000;
  auto channel = Open({.connections = 2, .timeout = std::chrono::seconds(60)});
  for (int i = 0; i < 10; ++i) channel->Send(SomeMessage(), answers_.Next());
  ASSERT_TRUE(testing::Await([&] { return sinks_.store().count() == 2; }));
  channel.reset();
  EXPECT_EQ(answers_.Count("CHANNEL_STOPPED"), 10);
}

TEST_F(Webhook, ThreeThousandSendsAreAllAnsweredOverConnectionsThatStayOpen) {
  constexpr int kSends = 3'000;
  const auto channel = Open();
  const auto begun = std::chrono::steady_clock::now();
  for (int i = 0; i < kSends; ++i) channel->Send(SomeMessage("m-" + std::to_string(i)), answers_.Next());
  ASSERT_TRUE(answers_.Await(kSends));
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  std::cout << "webhooks a second: " << static_cast<int>(kSends / took.count()) << "\n";
  EXPECT_EQ(answers_.Count(v1::Attempt::STATE_SENT), kSends);
  std::set<std::string> ids;
  for (const auto& message : sinks_.store().After(0)) ids.insert(message.headers.at("webhook-id"));
  EXPECT_EQ(ids.size(), static_cast<std::size_t>(kSends));
  EXPECT_LE(sinks_.connections_total(), 64);
}

TEST_F(Webhook, AChannelThatCannotWorkIsNotOpened) {
  EXPECT_FALSE(OpenWebhookChannel({.url = "ftp://x", .secret = std::string(kSecret)}, SystemClock()));
  EXPECT_FALSE(OpenWebhookChannel({.url = "http://x", .secret = "secret"}, SystemClock()));
}

}  // namespace
}  // namespace watchbell::notification::channels
