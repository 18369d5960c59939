#include "common/retention/erasure.hpp"

#include <gtest/gtest.h>

namespace watchbell::retention {
namespace {

using common::v1::Erasure;
using common::v1::ErasureEvent;

const TimePoint kNow{std::chrono::seconds{1'790'000'000}};

Context By(const std::string& person, TimePoint now = kNow) {
  return {.now = now, .id = "erasure-1", .actor_id = person};
}

// The state after the decision, or the reason of its refusal.
std::string Apply(Erasure& erasure, Decision<ErasureEvent> decision, const Context& context) {
  if (const auto* refusal = std::get_if<Error>(&decision)) return refusal->reason;
  if (auto* event = std::get_if<ErasureEvent>(&decision)) {
    *event->mutable_meta()->mutable_at() = ToProto(context.now);
    event->mutable_meta()->set_actor_id(context.actor_id);
    Erasures::Evolve(erasure, *event);
  }
  return Erasure::State_Name(erasure.state());
}

common::v1::RequestErasureRequest Asked(const std::string& reason) {
  common::v1::RequestErasureRequest request;
  request.set_school("lincoln-es");
  request.set_aggregate("visit");
  request.set_aggregate_id("visit-1");
  request.set_reason(reason);
  return request;
}

TEST(Erasure, TakesTwoPeopleAndAReason) {
  Erasure erasure;
  EXPECT_EQ(Apply(erasure, RequestErasure(erasure, Asked(""), By("ana")), By("ana")), "REASON_MISSING");
  EXPECT_EQ(Apply(erasure, RequestErasure(erasure, Asked("asked by letter"), By("ana")), By("ana")),
            "STATE_REQUESTED");
  EXPECT_EQ(Apply(erasure, ConfirmErasure(erasure, {}, By("ana")), By("ana")), "SECOND_PERSON_NEEDED");
  EXPECT_TRUE(Erasures::DeadlinesOf(erasure).empty());
  EXPECT_EQ(Apply(erasure, ConfirmErasure(erasure, {}, By("ben")), By("ben")), "STATE_CONFIRMED");
  EXPECT_EQ(erasure.requested_by(), "ana");
  EXPECT_EQ(erasure.confirmed_by(), "ben");
}

TEST(Erasure, OnceConfirmedGoesOnUntilItIsDone) {
  Erasure erasure;
  Apply(erasure, RequestErasure(erasure, Asked("asked by letter"), By("ana")), By("ana"));
  Apply(erasure, ConfirmErasure(erasure, {}, By("ben")), By("ben"));
  EXPECT_EQ(Erasures::DeadlinesOf(erasure), (Deadlines{{kEraseTimer, kNow}}));
  EXPECT_EQ(Apply(erasure, FinishErasure(erasure, By("")), By("")), "STATE_DONE");
  EXPECT_TRUE(Erasures::DeadlinesOf(erasure).empty());
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(FinishErasure(erasure, By(""))));
}

TEST(Erasure, IsAskedForAnewWhenNobodyConfirmedItInAMonth) {
  Erasure erasure;
  Apply(erasure, RequestErasure(erasure, Asked("asked by letter"), By("ana")), By("ana"));
  const auto late = By("ben", kNow + kConfirmWithin + std::chrono::seconds{1});
  EXPECT_EQ(Apply(erasure, ConfirmErasure(erasure, {}, late), late), "REQUEST_TOO_OLD");
}

TEST(Erasure, ThatWasNotFinishedIsNotFinishedByARequestAlone) {
  Erasure erasure;
  Apply(erasure, RequestErasure(erasure, Asked("asked by letter"), By("ana")), By("ana"));
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(FinishErasure(erasure, By(""))));
  EXPECT_EQ(erasure.state(), Erasure::STATE_REQUESTED);
}

}  // namespace
}  // namespace watchbell::retention
