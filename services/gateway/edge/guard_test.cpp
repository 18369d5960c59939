#include "services/gateway/edge/guard.hpp"

#include <gtest/gtest.h>

namespace watchbell::gateway {
namespace {

bool Passes(http::Headers headers) {
  headers.emplace_back("host", "watchbell.example:8080");
  return SameOrigin({.headers = std::move(headers)}).has_value();
}

http::Peer PeerAt(std::string address) {
  return {std::move(address),
          limits::TokenBucket({.per_second = 1000, .burst = 1000}, std::chrono::steady_clock::now())};
}

int CountUntilRefused(Limits& limits, const char* path, const char* address) {
  const auto route = connect::FindRoute(path).value();
  auto peer = PeerAt(address);
  int passed = 0;
  while (passed < 900 && limits.TakeAnyone(route, peer)) ++passed;
  return passed;
}

TEST(SameOriginGuard, OurOwnPageAndNoPageAtAllPass) {
  EXPECT_TRUE(Passes({}));
  EXPECT_TRUE(Passes({{"origin", "https://watchbell.example:8080"}, {"sec-fetch-site", "same-origin"}}));
}

TEST(SameOriginGuard, AnotherSitesPageIsRefused) {
  EXPECT_FALSE(Passes({{"origin", "https://evil.example"}}));
  EXPECT_FALSE(Passes({{"origin", "https://watchbell.example"}}));
  EXPECT_FALSE(Passes({{"origin", "null"}}));
  EXPECT_FALSE(Passes({{"sec-fetch-site", "cross-site"}}));
  EXPECT_FALSE(Passes({{"sec-fetch-site", "same-site"}}));
}

TEST(EdgeLimits, GuessingPasswordsIsSlowedByAddress) {
  Limits limits;
  const char* sign_in = "/watchbell.gateway.v1.SessionService/SignIn";
  const int first = CountUntilRefused(limits, sign_in, "192.0.2.1");
  EXPECT_GE(first, 20);
  EXPECT_LT(first, 40);
  EXPECT_GE(CountUntilRefused(limits, sign_in, "192.0.2.2"), 20) << "another address has its own";
}

TEST(EdgeLimits, TipsAreLimitedByConnectionAloneSoThatAFloodKeepsNobodyOut) {
  Limits limits;
  const char* tip = "/watchbell.threat_intake.v1.TipService/SubmitTip";
  for (int flood = 0; flood < 5; ++flood) EXPECT_EQ(CountUntilRefused(limits, tip, "192.0.2.1"), 900);
  EXPECT_EQ(CountUntilRefused(limits, tip, "192.0.2.2"), 900);
  auto one = http::Peer{"192.0.2.3",
                        limits::TokenBucket({.per_second = 1, .burst = 3}, std::chrono::steady_clock::now())};
  const auto route = connect::FindRoute(tip).value();
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(limits.TakeAnyone(route, one));
  EXPECT_FALSE(limits.TakeAnyone(route, one));
}

TEST(EdgeLimits, ASessionMayAskItsBurst) {
  Limits limits;
  int passed = 0;
  while (passed < 900 && limits.TakeSession("s")) ++passed;
  EXPECT_GE(passed, 100);
  EXPECT_LT(passed, 200);
  EXPECT_TRUE(limits.TakeSession("another"));
}

}  // namespace
}  // namespace watchbell::gateway
