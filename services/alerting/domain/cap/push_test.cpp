#include "services/alerting/domain/cap/push.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace watchbell::alerting::cap {
namespace {

using v1::CapPush;
using v1::CapPushEvent;

constexpr TimePoint kNow{std::chrono::seconds{1'800'000'000}};

CapPushEvent Apply(CapPush& push, const Decision<CapPushEvent>& decision, TimePoint at = kNow) {
  auto event = std::get<CapPushEvent>(decision);
  *event.mutable_meta()->mutable_at() = ToProto(at);
  CapPushes::Evolve(push, event);
  *event.mutable_cap_push() = push;
  return event;
}

struct Queued {
  CapPush push;
  CapPushEvent event;
  Queued() {
    v1::CapPartner partner;
    partner.set_id("partner-1");
    v1::CapMessage message;
    message.set_id("message-1");
    message.set_school("lincoln-es");
    event = Apply(push, QueuePush({}, partner, message));
  }
};

TEST(CapPush, IsTriedAtOnceAndEndsWhenThePartnerHasIt) {
  Queued queued;
  EXPECT_TRUE(IsToBeTried(queued.event, queued.push));
  EXPECT_TRUE(CapPushes::DeadlinesOf(queued.push).empty());
  Apply(queued.push, RecordPush(queued.push, 1, {.delivered = true, .http_status = 204}));
  EXPECT_EQ(queued.push.state(), CapPush::STATE_DELIVERED);
  EXPECT_EQ(queued.push.http_status(), 204);
  EXPECT_FALSE(IsToBeTried(queued.event, queued.push));
  EXPECT_EQ(CapPushes::IndexesOf(queued.push).size(), 2u);
}

TEST(CapPush, IsTriedAgainAfterAPause) {
  Queued queued;
  auto& push = queued.push;
  Apply(push, RecordPush(push, 1, {.http_status = 503, .reason = "REFUSED"}));
  EXPECT_FALSE(IsToBeTried(queued.event, push));
  const auto deadlines = CapPushes::DeadlinesOf(push);
  ASSERT_EQ(deadlines.size(), 1u);
  EXPECT_EQ(deadlines[0].due, kNow + kPushPauses[0]);
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(CapPushes::Tick(push, deadlines[0].what, {.now = kNow})));
  const auto due = Apply(push, CapPushes::Tick(push, deadlines[0].what, {.now = deadlines[0].due}));
  EXPECT_TRUE(IsToBeTried(due, push));
  EXPECT_TRUE(CapPushes::DeadlinesOf(push).empty());
}

TEST(CapPush, ThatWasGivenUpIsListedAndTriedAgainWhenAPersonSaysSo) {
  Queued queued;
  auto& push = queued.push;
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(AskAgain(push, {}, {})));
  Apply(push, RecordPush(push, 1, {.final = true, .http_status = 410, .reason = "GONE"}));
  EXPECT_EQ(push.state(), CapPush::STATE_DEAD);
  EXPECT_EQ(CapPushes::IndexesOf(push).back().index, "cap-pushes:dead");
  const auto again = Apply(push, AskAgain(push, {}, {}));
  EXPECT_TRUE(IsToBeTried(again, push));
  EXPECT_TRUE(std::holds_alternative<Error>(AskAgain({}, {}, {})));
}

// Whatever the partner answers, and however often an attempt is recorded twice.
RC_GTEST_PROP(CapPushProperty, EndsAfterAtMostSoManyAttemptsAndIsNeverTriedTwiceAtOnce, ()) {
  Queued queued;
  auto& push = queued.push;
  auto event = queued.event;
  auto now = kNow;
  int attempts = 0;
  while (push.state() == CapPush::STATE_WAITING) {
    RC_ASSERT(IsToBeTried(event, push));
    const PushOutcome outcome{.delivered = *rc::gen::inRange(0, 10) == 0,
                              .final = *rc::gen::inRange(0, 20) == 0,
                              .reason = "REFUSED"};
    Apply(push, RecordPush(push, ++attempts, outcome), now);
    RC_ASSERT(attempts <= kPushAttemptsMax);
    RC_ASSERT(push.attempts() == attempts);
    RC_ASSERT(!IsToBeTried(event, push));
    RC_ASSERT(std::holds_alternative<AlreadySo>(RecordPush(push, attempts, outcome)));
    const auto deadlines = CapPushes::DeadlinesOf(push);
    RC_ASSERT(deadlines.empty() == (push.state() != CapPush::STATE_WAITING));
    if (deadlines.empty()) break;
    RC_ASSERT(deadlines[0].due > now);
    now = deadlines[0].due;
    event = Apply(push, CapPushes::Tick(push, deadlines[0].what, {.now = now}), now);
  }
  RC_ASSERT(push.has_ended_at());
}

}  // namespace
}  // namespace watchbell::alerting::cap
