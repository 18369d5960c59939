#include "services/visitor/domain/visit.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "services/visitor/domain/check_in.hpp"

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
bool Listed(const Visit& visit) {
  const auto indexes = Visits::IndexesOf(visit);
  return std::any_of(indexes.begin(), indexes.end(),
                     [](const IndexEntry& entry) { return entry.index == "on_site:lincoln-es"; });
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
  EXPECT_TRUE(Listed(visit));
}

TEST(Visit, AVisitorWithAMatchIsHeldWithoutABadge) {
  const Visit visit = Held();
  EXPECT_EQ(visit.state(), Visit::STATE_HELD);
  EXPECT_TRUE(visit.badge().empty());
  EXPECT_TRUE(Listed(visit));
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
  EXPECT_FALSE(Listed(visit));
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
  EXPECT_EQ(visit.departure(), v1::DEPARTURE_DESK);
  EXPECT_FALSE(Listed(visit));
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(CheckOut(visit, {}, kNow)));
}

TEST(Visit, StaysInTheHistoryAndIsFoundByItsNameAfterItsEnd) {
  Visit visit = Clear();
  visit.set_given_name("Mary-Ann");
  visit.set_family_name("O'Brien");
  visit.set_state(Visit::STATE_LEFT);
  visit.set_inside(false);
  std::vector<std::string> names;
  for (const auto& entry : Visits::IndexesOf(visit)) {
    names.push_back(entry.index + (entry.blind.empty() ? "" : " blind " + entry.blind));
  }
  EXPECT_EQ(names, (std::vector<std::string>{"arrivals:lincoln-es", "name:lincoln-es blind given mary",
                                             "name:lincoln-es blind given ann",
                                             "name:lincoln-es blind family obrien"}));
}

TEST(Visit, ACheckPointSaysWhereTheVisitorIsAndThatItIsOutOfBounds) {
  Visit visit = Clear();
  visit.add_allowed_zones("library");
  v1::MoveToZoneRequest request;
  EXPECT_EQ(Reason(MoveToZone(visit, request, kNow)), "ZONE_MISSING");
  request.set_zone("library");
  visit = After(visit, MoveToZone(visit, request, kNow));
  EXPECT_EQ(visit.zone(), "library");
  EXPECT_FALSE(visit.out_of_bounds());
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(MoveToZone(visit, request, kNow)));
  request.set_zone("boiler room");
  visit = After(visit, MoveToZone(visit, request, kNow));
  EXPECT_TRUE(visit.out_of_bounds());
  EXPECT_EQ(Reason(MoveToZone(Held(), request, kNow)), "VISIT_NOT_INSIDE");
}

TEST(Visit, PastItsTimeItIsOverdueAndAtTheEndOfTheDayItEnds) {
  Visit visit = Clear();
  Context later = kNow;
  later.now = FromProto(visit.valid_until());
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Visits::Tick(visit, "overdue", kNow)));
  visit = After(visit, Visits::Tick(visit, "overdue", later));
  EXPECT_TRUE(visit.overdue());
  EXPECT_EQ(visit.state(), Visit::STATE_ON_SITE);
  EXPECT_TRUE(Visits::DeadlinesOf(visit).empty());
  *visit.mutable_closes_at() = ToProto(later.now + std::chrono::hours{1});
  EXPECT_EQ(Visits::DeadlinesOf(visit).front().what, "close");
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Visits::Tick(visit, "close", later)));
  later.now += std::chrono::hours{1};
  visit = After(visit, Visits::Tick(visit, "close", later));
  EXPECT_EQ(visit.departure(), v1::DEPARTURE_END_OF_DAY);
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Visits::Tick(visit, "close", later)));
}

RC_GTEST_PROP(Visit, ABadgeIsNeverOneThatSomebodyElseWears, ()) {
  std::set<std::string> worn;
  const auto visits = *rc::gen::container<std::set<std::string>>(rc::gen::arbitrary<std::string>());
  for (const auto& visit : visits) {
    worn.insert(BadgeOf(visit));  // the worst case: the badge that this very visit would get is worn already
    RC_ASSERT(worn.insert(BadgeOf(visit, worn)).second);
  }
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
