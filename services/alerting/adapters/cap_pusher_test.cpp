#include "services/alerting/adapters/cap_pusher.hpp"

#include <gtest/gtest.h>

#include "common/webhook/secret.hpp"

namespace watchbell::alerting {
namespace {

constexpr TimePoint kNow{std::chrono::seconds{1'800'000'000}};

TEST(CapPusher, APartnersAddressInOurOwnNetworkIsNotCalled) {
  v1::CapPartner partner;
  partner.set_key(WebhookSecret::New().Text());
  partner.set_url("https://127.0.0.1:9/cap");
  CapPusher pusher(false);
  const auto outcome = pusher.Push(partner, "push-1", "<alert/>", kNow);
  EXPECT_FALSE(outcome.delivered);
  EXPECT_EQ(outcome.reason, "ADDRESS_FORBIDDEN");
}

TEST(CapPusher, OnlyAnAnswerOfTwoHundredSaysThatItHasTheDocument) {
  EXPECT_TRUE(PushOutcomeOf({.status = 204}).delivered);
  for (const long status : {301, 400, 404, 429, 500, 503}) {
    const auto outcome = PushOutcomeOf({.status = status});
    EXPECT_FALSE(outcome.delivered || outcome.final) << status;
    EXPECT_EQ(outcome.reason, "REFUSED");
    EXPECT_EQ(outcome.http_status, status);
  }
  EXPECT_FALSE(PushOutcomeOf({.code = CURLE_OPERATION_TIMEDOUT, .status = 200}).delivered);
  EXPECT_EQ(PushOutcomeOf({.code = CURLE_OPERATION_TIMEDOUT}).reason, "TIMEOUT");
}

TEST(CapPusher, WhoeverAnswersThatItIsGoneIsNotAskedAgain) {
  EXPECT_TRUE(PushOutcomeOf({.status = 410}).final);
}

}  // namespace
}  // namespace watchbell::alerting
