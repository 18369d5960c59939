#include "services/visitor/domain/visit.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace watchbell::visitor {
namespace {

using v1::Visit;
using v1::VisitEvent;

const Context kNow{.now = TimePoint{std::chrono::seconds{1'800'000'000}},
                   .request_id = "0198c0de-0000-7000-8000-000000000001",
                   .id = "0198c0de-0000-7000-8000-000000000001",
                   .actor_id = "clerk"};

Visit Arrival(int matches) {
  Visit arrival;
  arrival.set_school("lincoln-es");
  arrival.set_family_name("Specimen");
  for (int i = 0; i < matches; ++i) arrival.add_matches()->set_entry_id("entry");
  return arrival;
}

// Given a state, when a rule decides, then this is the state after it.
Visit After(Visit visit, const Decision<VisitEvent>& decision) {
  if (const auto* event = std::get_if<VisitEvent>(&decision)) {
    VisitEvent stamped = *event;
    *stamped.mutable_meta()->mutable_at() = ToProto(kNow.now);
    stamped.mutable_meta()->set_actor_id(kNow.actor_id);
    Visits::Evolve(visit, stamped);
  }
  return visit;
}
Visit Clear() { return After({}, CheckIn({}, Arrival(0), kNow)); }
Visit Held() { return After({}, CheckIn({}, Arrival(1), kNow)); }

v1::DecideMatchRequest Saying(v1::MatchDecision decision) {
  v1::DecideMatchRequest request;
  request.set_decision(decision);
  return request;
}
std::string Reason(const Decision<VisitEvent>& decision) {
  const auto* error = std::get_if<Error>(&decision);
  return error ? error->reason : "";
}

TEST(Visit, AClearVisitorIsLetInWithABadge) {
  const Visit visit = Clear();
  EXPECT_EQ(visit.state(), Visit::STATE_ON_SITE);
  EXPECT_EQ(visit.id(), kNow.id);
  EXPECT_EQ(visit.badge().size(), 6U);
  EXPECT_EQ(visit.family_name(), "Specimen");
  EXPECT_EQ(Visits::IndexesOf(visit).front().index, "on_site:lincoln-es");
}

TEST(Visit, AVisitorWithAMatchIsHeldWithoutABadge) {
  const Visit visit = Held();
  EXPECT_EQ(visit.state(), Visit::STATE_HELD);
  EXPECT_TRUE(visit.badge().empty());
  EXPECT_EQ(Visits::IndexesOf(visit).size(), 1U);
}

TEST(Visit, ARepeatedCheckInIsAlreadySo) {
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(CheckIn(Clear(), Arrival(0), kNow)));
}

TEST(Visit, NotAMatchAdmitsAndRemembersWhoDecided) {
  const Visit visit = After(Held(), DecideMatch(Held(), Saying(v1::MATCH_DECISION_NOT_A_MATCH), kNow));
  EXPECT_EQ(visit.state(), Visit::STATE_ON_SITE);
  EXPECT_EQ(visit.decision(), v1::MATCH_DECISION_NOT_A_MATCH);
  EXPECT_EQ(visit.decided_by(), "clerk");
  EXPECT_EQ(visit.badge().size(), 6U);
}

TEST(Visit, AMatchDenies) {
  const Visit visit = After(Held(), DecideMatch(Held(), Saying(v1::MATCH_DECISION_MATCH), kNow));
  EXPECT_EQ(visit.state(), Visit::STATE_DENIED);
  EXPECT_TRUE(Visits::IndexesOf(visit).empty());
}

TEST(Visit, UnsureHoldsOn) {
  const Visit visit = After(Held(), DecideMatch(Held(), Saying(v1::MATCH_DECISION_UNSURE), kNow));
  EXPECT_EQ(visit.state(), Visit::STATE_HELD);
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(DecideMatch(visit, Saying(v1::MATCH_DECISION_UNSURE), kNow)));
}

TEST(Visit, OnlyAHeldVisitIsDecided) {
  EXPECT_EQ(Reason(DecideMatch(Clear(), Saying(v1::MATCH_DECISION_MATCH), kNow)), "VISIT_NOT_HELD");
  EXPECT_EQ(Reason(DecideMatch({}, Saying(v1::MATCH_DECISION_MATCH), kNow)), "NOT_FOUND");
  EXPECT_EQ(Reason(DecideMatch(Held(), {}, kNow)), "DECISION_MISSING");
}

TEST(Visit, LeavingTakesTheVisitorOffTheList) {
  const Visit visit = After(Clear(), CheckOut(Clear(), {}, kNow));
  EXPECT_EQ(visit.state(), Visit::STATE_LEFT);
  EXPECT_TRUE(visit.has_left_at());
  EXPECT_TRUE(Visits::IndexesOf(visit).empty());
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(CheckOut(visit, {}, kNow)));
}

RC_GTEST_PROP(Visit, NoOrderOfRequestsAdmitsAMatchThatNobodyCleared, (const std::vector<int>& choices)) {
  Visit visit = Held();
  bool cleared = false;
  for (const int choice : choices) {
    const auto decision = static_cast<v1::MatchDecision>(std::abs(choice % 4));
    const bool held = visit.state() == Visit::STATE_HELD;
    visit = After(visit,
                  choice % 5 == 0 ? CheckOut(visit, {}, kNow) : DecideMatch(visit, Saying(decision), kNow));
    cleared |= held && choice % 5 != 0 && decision == v1::MATCH_DECISION_NOT_A_MATCH;
    RC_ASSERT(visit.state() != Visit::STATE_ON_SITE || cleared);
  }
}

}  // namespace
}  // namespace watchbell::visitor
