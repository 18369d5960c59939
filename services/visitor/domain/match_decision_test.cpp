#include "services/visitor/domain/match_decision.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "services/visitor/domain/visit.hpp"

namespace watchbell::visitor {
namespace {

using v1::Visit;
using v1::VisitEvent;

Context By(std::string actor, bool supervisor = false) {
  Context context{
      .now = TimePoint{std::chrono::seconds{1'800'000'000}}, .request_id = "r", .actor_id = std::move(actor)};
  if (supervisor) context.permissions.insert(kDecideUnsure);
  return context;
}
Visit Held() {
  Visit visit;
  visit.set_id("0198c0de-0000-7000-8000-000000000001");
  visit.set_school("lincoln-es");
  visit.set_state(Visit::STATE_HELD);
  visit.add_matches()->set_entry_id("entry");
  return visit;
}
v1::DecideMatchRequest Saying(v1::MatchDecision decision, std::string reason = "") {
  v1::DecideMatchRequest request;
  request.set_decision(decision);
  request.set_reason(std::move(reason));
  return request;
}
Visit After(Visit visit, const Decision<VisitEvent>& decision, const Context& context) {
  if (const auto* event = std::get_if<VisitEvent>(&decision)) {
    auto stamped = *event;
    *stamped.mutable_meta()->mutable_at() = ToProto(context.now);
    stamped.mutable_meta()->set_actor_id(context.actor_id);
    Visits::Evolve(visit, stamped);
  }
  return visit;
}
Visit Unsure() {
  return After(Held(), DecideMatch(Held(), Saying(v1::MATCH_DECISION_UNSURE), By("clerk")), By("clerk"));
}
std::string Reason(const Decision<VisitEvent>& decision) {
  const auto* error = std::get_if<Error>(&decision);
  return error ? error->reason : "";
}

TEST(MatchDecision, NotAMatchAdmitsAndSaysWhoAndWhy) {
  const auto visit =
      After(Held(), DecideMatch(Held(), Saying(v1::MATCH_DECISION_NOT_A_MATCH, "taller"), By("clerk")),
            By("clerk"));
  EXPECT_EQ(visit.state(), Visit::STATE_ON_SITE);
  EXPECT_EQ(visit.decided_by(), "clerk");
  EXPECT_EQ(visit.decision_reason(), "taller");
  EXPECT_FALSE(visit.badge().empty());
}

TEST(MatchDecision, UnsureHoldsOnAndAsksASecondPerson) {
  const auto visit = Unsure();
  EXPECT_EQ(visit.state(), Visit::STATE_HELD);
  EXPECT_EQ(visit.decision(), v1::MATCH_DECISION_UNSURE);
  EXPECT_TRUE(
      std::holds_alternative<AlreadySo>(DecideMatch(visit, Saying(v1::MATCH_DECISION_UNSURE), By("clerk"))));
}

TEST(MatchDecision, WhoWasUnsureDoesNotDecideAfterAllWhateverTheirRole) {
  for (const auto decision : {v1::MATCH_DECISION_MATCH, v1::MATCH_DECISION_NOT_A_MATCH}) {
    EXPECT_EQ(Reason(DecideMatch(Unsure(), Saying(decision, "why"), By("clerk", true))),
              "SECOND_PERSON_NEEDED");
    EXPECT_EQ(Reason(DecideMatch(Unsure(), Saying(decision, "why"), By("other clerk"))), "SUPERVISOR_NEEDED");
    EXPECT_EQ(Reason(DecideMatch(Unsure(), Saying(decision), By("principal", true))), "REASON_MISSING");
  }
}

TEST(MatchDecision, TheSecondPersonDecides) {
  const auto admit = Saying(v1::MATCH_DECISION_NOT_A_MATCH, "knows the parent");
  const auto visit =
      After(Unsure(), DecideMatch(Unsure(), admit, By("principal", true)), By("principal", true));
  EXPECT_EQ(visit.state(), Visit::STATE_ON_SITE);
  EXPECT_EQ(visit.decided_by(), "principal");
  const auto deny = Saying(v1::MATCH_DECISION_MATCH, "same scar");
  EXPECT_EQ(
      After(Unsure(), DecideMatch(Unsure(), deny, By("principal", true)), By("principal", true)).state(),
      Visit::STATE_DENIED);
}

RC_GTEST_PROP(MatchDecisionProperty, AfterUnsureNobodyIsAdmittedButByASecondPersonWhoMay,
              (const std::vector<std::tuple<bool, bool, int>>& answers)) {
  Visit visit = Held();
  for (const auto& [first, supervisor, choice] : answers) {
    const auto who = By(first ? "ann" : "bob", supervisor);
    const auto before = visit;
    visit = After(
        visit, DecideMatch(visit, Saying(static_cast<v1::MatchDecision>(std::abs(choice % 4)), "why"), who),
        who);
    const bool admitted = before.state() == Visit::STATE_HELD && visit.state() == Visit::STATE_ON_SITE;
    if (!admitted || before.unsure_by().empty()) continue;
    RC_ASSERT(supervisor);
    for (const auto& unsure : before.unsure_by()) RC_ASSERT(unsure != who.actor_id);
  }
}

}  // namespace
}  // namespace watchbell::visitor
