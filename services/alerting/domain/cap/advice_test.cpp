#include "services/alerting/domain/cap/advice.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "services/alerting/domain/cap/cap_test_support.hpp"
#include "services/alerting/domain/cap/vocabulary.hpp"

namespace watchbell::alerting::cap {
namespace {

using testing::kNow;
using v1::CapAdvice;
using v1::CapAdviceEvent;

const Context kPrincipal{.now = kNow, .request_id = "request", .id = "advice-1", .actor_id = "principal"};

v1::CapAlert Tornado() {
  v1::CapAlert alert;
  alert.set_identifier("NWS-1");
  alert.set_sender("w-nws.webmaster@noaa.gov");
  alert.set_sent(ToCapTime(kNow, std::chrono::hours{-6}));
  alert.set_status("Actual");
  alert.set_msg_type("Alert");
  alert.set_scope("Public");
  auto& info = *alert.add_infos();
  info.set_language("en-US");
  info.add_categories("Met");
  info.set_event("Tornado Warning");
  info.add_response_types("Shelter");
  info.set_urgency("Immediate");
  info.set_severity("Extreme");
  info.set_certainty("Observed");
  info.set_expires(ToCapTime(kNow + std::chrono::minutes{30}, std::chrono::hours{-6}));
  return alert;
}
std::string Reason(const Decision<CapAdviceEvent>& decision) {
  const auto* error = std::get_if<Error>(&decision);
  return error ? error->reason : "";
}
CapAdvice After(CapAdvice advice, const Decision<CapAdviceEvent>& decision) {
  if (const auto* event = std::get_if<CapAdviceEvent>(&decision)) {
    CapAdviceEvent stamped = *event;
    *stamped.mutable_meta()->mutable_at() = ToProto(kNow);
    stamped.mutable_meta()->set_actor_id(kPrincipal.actor_id);
    CapAdvices::Evolve(advice, stamped);
  }
  return advice;
}
CapAdvice Advice() { return AdviceOf(Tornado(), "lincoln-es", "en-US", kNow).value(); }
CapAdvice Pending() { return After({}, Receive({}, Advice())); }

TEST(CapAdvice, ATornadoWarningSuggestsShelterAndWaitsForAPerson) {
  const auto advice = Pending();
  EXPECT_EQ(advice.state(), CapAdvice::STATE_PENDING);
  EXPECT_EQ(advice.suggested_action(), v1::ACTION_SHELTER);
  EXPECT_EQ(advice.suggested_hazard(), "tornado");
  EXPECT_EQ(CapAdvices::IndexesOf(advice).size(), 1U);
  ASSERT_EQ(CapAdvices::DeadlinesOf(advice).size(), 1U);
  EXPECT_EQ(CapAdvices::DeadlinesOf(advice)[0].due, kNow + std::chrono::minutes{30});
}

TEST(CapAdvice, WhatOnlyAsksToWatchSuggestsNothing) {
  v1::CapInfo info;
  info.add_categories("Met");
  info.set_event("Flood Watch");
  info.add_response_types("Monitor");
  EXPECT_EQ(SuggestionOf(info).first, v1::ACTION_UNSPECIFIED);
}

OwnAdvice Armed() {
  return {.id = "crime-1",
          .school = "lincoln-es",
          .source = "city-police",
          .event = "an armed person",
          .headline = "The police report an armed person 400 m from the school.",
          .suggestion = v1::ACTION_SECURE,
          .occurred_at = kNow - std::chrono::minutes{10},
          .expires_at = kNow + std::chrono::minutes{50}};
}

TEST(OwnAdvice, StandsBesideThatOfOthersUntilItExpiresAndActsNever) {
  const auto advice = After({}, ReceiveOwn({}, AdviceOf(Armed()), kPrincipal));
  EXPECT_EQ(advice.state(), CapAdvice::STATE_PENDING);
  EXPECT_EQ(advice.suggested_action(), v1::ACTION_SECURE);
  ASSERT_EQ(CapAdvices::IndexesOf(advice).size(), 1U);
  EXPECT_EQ(CapAdvices::IndexesOf(advice)[0].index, CapAdvices::IndexesOf(Pending())[0].index);
  EXPECT_EQ(CapAdvices::DeadlinesOf(advice)[0].due, Armed().expires_at);
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(ReceiveOwn(advice, AdviceOf(Armed()), kPrincipal)));
  auto late = kPrincipal;
  late.now = Armed().expires_at;
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(ReceiveOwn({}, AdviceOf(Armed()), late)));
}

TEST(OwnAdvice, ThatSaysSomethingElseSinceIsDecidedAnew) {
  const auto first = After({}, ReceiveOwn({}, AdviceOf(Armed()), kPrincipal));
  const auto dismissed = After(first, Decide(first, false, kPrincipal));
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(ReceiveOwn(dismissed, AdviceOf(Armed()), kPrincipal)));
  auto nearer = Armed();
  nearer.headline = "The police report an armed person 100 m from the school.";
  const auto anew = After(dismissed, ReceiveOwn(dismissed, AdviceOf(nearer), kPrincipal));
  EXPECT_EQ(anew.id(), dismissed.id());
  EXPECT_EQ(anew.state(), CapAdvice::STATE_PENDING);
  EXPECT_EQ(anew.decided_by(), "");
}

TEST(CapAdvice, AnExpiredOneAndOneFromTheFutureAreRefused) {
  EXPECT_EQ(AdviceOf(Tornado(), "lincoln-es", "en-US", kNow + std::chrono::hours{1}).error().reason,
            "CAP_EXPIRED");
  EXPECT_EQ(AdviceOf(Tornado(), "lincoln-es", "en-US", kNow - std::chrono::hours{1}).error().reason,
            "CAP_FROM_THE_FUTURE");
  EXPECT_TRUE(AdviceOf(Tornado(), "lincoln-es", "en-US", kNow - kClockSkewMax));
}

TEST(CapAdvice, ADocumentWithoutContentIsRefused) {
  auto alert = Tornado();
  alert.clear_infos();
  EXPECT_EQ(AdviceOf(alert, "lincoln-es", "en-US", kNow).error().reason, "CAP_WITHOUT_CONTENT");
}

TEST(CapAdvice, TheSameDocumentTwiceIsOne) {
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Receive(Pending(), Advice())));
  EXPECT_EQ(AdviceOf(Tornado(), "lincoln-es", "en-US", kNow)->id(), Advice().id());
  EXPECT_NE(AdviceOf(Tornado(), "roosevelt-ms", "en-US", kNow)->id(), Advice().id());
}

TEST(CapAdvice, OneThatWasCancelledBeforeItCameIsRefused) {
  const auto withdrawn = After({}, Withdraw({}, Advice().id(), "lincoln-es", "NWS-2"));
  EXPECT_EQ(Reason(Receive(withdrawn, Advice())), "CAP_CANCELLED");
}

TEST(CapAdvice, OnlyAPersonDecidesAndOnlyOnce) {
  EXPECT_EQ(After(Pending(), Decide(Pending(), true, kPrincipal)).state(), CapAdvice::STATE_TAKEN);
  const auto dismissed = After(Pending(), Decide(Pending(), false, kPrincipal));
  EXPECT_EQ(dismissed.state(), CapAdvice::STATE_DISMISSED);
  EXPECT_EQ(dismissed.decided_by(), "principal");
  EXPECT_EQ(Reason(Decide(dismissed, true, kPrincipal)), "ADVICE_SETTLED");
  Context nobody = kPrincipal;
  nobody.actor_id.clear();
  EXPECT_EQ(Reason(Decide(Pending(), true, nobody)), "PERSON_NEEDED");
  EXPECT_EQ(Reason(Decide({}, true, kPrincipal)), "NOT_FOUND");
}

TEST(CapAdvice, WhatNobodyDecidedRunsOut) {
  const auto expired = After(Pending(), CapAdvices::Tick(Pending(), "expire", kPrincipal));
  EXPECT_EQ(expired.state(), CapAdvice::STATE_EXPIRED);
  EXPECT_TRUE(CapAdvices::IndexesOf(expired).empty());
  EXPECT_EQ(Reason(Decide(expired, true, kPrincipal)), "ADVICE_SETTLED");
}

RC_GTEST_PROP(CapAdviceProperty, NothingButAPersonTakesAdvice, ()) {
  CapAdvice advice;
  for (int i = 0; i < 12; ++i) {
    const auto before = advice.state();
    const int step = *rc::gen::inRange(0, 4);
    switch (step) {
      case 0: advice = After(advice, Receive(advice, Advice())); break;
      case 1: advice = After(advice, Withdraw(advice, Advice().id(), "lincoln-es", "NWS-2")); break;
      case 2: advice = After(advice, CapAdvices::Tick(advice, "expire", kPrincipal)); break;
      default: advice = After(advice, Decide(advice, *rc::gen::arbitrary<bool>(), kPrincipal)); break;
    }
    if (advice.state() == CapAdvice::STATE_TAKEN && before != CapAdvice::STATE_TAKEN) RC_ASSERT(step == 3);
  }
}

}  // namespace
}  // namespace watchbell::alerting::cap
