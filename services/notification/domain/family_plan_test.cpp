#include "services/notification/domain/family_plan.hpp"

#include <gtest/gtest.h>

namespace watchbell::notification {
namespace {

using v1::FamilyPlan;
using v1::FamilyPlanEvent;
using v1::ProposedAdult;

const TimePoint kNow{std::chrono::seconds{1'800'000'000}};
const Context kContext{.now = kNow, .request_id = "r", .actor_id = "office"};

std::string Then(FamilyPlan& plan, Decision<FamilyPlanEvent> decision) {
  if (const auto* error = std::get_if<Error>(&decision)) return error->reason;
  if (std::holds_alternative<AlreadySo>(decision)) return "already so";
  auto& event = std::get<FamilyPlanEvent>(decision);
  *event.mutable_meta()->mutable_at() = ToProto(kNow);
  FamilyPlans::Evolve(plan, event);
  return "done";
}

v1::IssueFamilyLinkRequest LinkFor(const std::string& guardian, const std::string& id) {
  v1::IssueFamilyLinkRequest request;
  request.set_request_id(id);
  request.set_student_id("child");
  request.set_guardian_id(guardian);
  return request;
}

v1::ProposeAdultRequest Aunt(const std::string& id) {
  v1::ProposeAdultRequest request;
  request.set_request_id(id);
  request.set_given_name("Ines");
  request.set_family_name("Silva");
  request.set_relation("aunt");
  return request;
}

FamilyPlan WithLink() {
  FamilyPlan plan;
  EXPECT_EQ(Then(plan, IssueLink(plan, LinkFor("mother", "l1"), {"mother"}, "hash", kContext)), "done");
  return plan;
}

TEST(FamilyPlan, ALinkIsAGuardiansWhoMayConsent) {
  FamilyPlan plan = WithLink();
  EXPECT_EQ(Then(plan, IssueLink(plan, LinkFor("father", "l2"), {"mother"}, "hash", kContext)),
            "NOT_A_GUARDIAN");
  EXPECT_EQ(LinkOf(plan, {"old", "hash"}, kNow)->guardian_id(), "mother");
  EXPECT_EQ(LinkOf(plan, {"other"}, kNow), nullptr);
}

TEST(FamilyPlan, ALinkEndsByItselfAndByTheSchool) {
  FamilyPlan plan = WithLink();
  EXPECT_EQ(LinkOf(plan, {"hash"}, kNow + kLinkLife), nullptr);
  ASSERT_EQ(Then(plan, RevokeLink(plan, "l1")), "done");
  EXPECT_EQ(LinkOf(plan, {"hash"}, kNow), nullptr);
  EXPECT_EQ(Then(plan, RevokeLink(plan, "l1")), "already so");
}

TEST(FamilyPlan, AProposalIsDecidedOnce) {
  FamilyPlan plan = WithLink();
  ASSERT_EQ(Then(plan, Propose(plan, Aunt("a1"), "mother", kContext)), "done");
  EXPECT_EQ(plan.adults(0).state(), ProposedAdult::STATE_PROPOSED);
  ASSERT_EQ(Then(plan, Decide(plan, "a1", true)), "done");
  EXPECT_EQ(Then(plan, Decide(plan, "a1", true)), "already so");
  EXPECT_EQ(Then(plan, Decide(plan, "a1", false)), "ALREADY_DECIDED");
  const auto alternate = AlternateOf(plan.adults(0));
  EXPECT_EQ(alternate.consent().guardian_id(), "mother");
  EXPECT_EQ(alternate.consent().form(), v1::Consent::FORM_FAMILY_LINK);
}

TEST(FamilyPlan, AGuardianSeesOnlyWhomTheyNamed) {
  FamilyPlan plan = WithLink();
  ASSERT_EQ(Then(plan, Propose(plan, Aunt("a1"), "mother", kContext)), "done");
  ASSERT_EQ(Then(plan, Propose(plan, Aunt("a2"), "father", kContext)), "done");
  const auto view = ViewOf(plan, plan.links(0));
  ASSERT_EQ(view.adults_size(), 1);
  EXPECT_EQ(view.adults(0).id(), "a1");
}

TEST(FamilyPlan, OldLinksMakeRoomAndProposalsDoNot) {
  FamilyPlan plan;
  for (int i = 0; i < kLinksMax + 3; ++i)
    ASSERT_EQ(Then(plan, IssueLink(plan, LinkFor("mother", std::to_string(i)), {"mother"}, "h", kContext)),
              "done");
  EXPECT_EQ(plan.links_size(), kLinksMax);
  for (int i = 0; i < kProposalsMax; ++i)
    ASSERT_EQ(Then(plan, Propose(plan, Aunt(std::to_string(i)), "mother", kContext)), "done");
  EXPECT_EQ(Then(plan, Propose(plan, Aunt("one more"), "mother", kContext)), "TOO_MANY_ADULTS");
  ASSERT_EQ(Then(plan, Withdraw(plan, "0")), "done");
  EXPECT_EQ(Then(plan, Propose(plan, Aunt("one more"), "mother", kContext)), "done");
}

// Row 33: nothing of the family's plan asks for anybody's immigration or other status.
TEST(FamilyPlan, HasNoFieldForAStatus) {
  for (const auto* type : {ProposedAdult::descriptor(), FamilyPlan::descriptor(),
                           v1::FamilyLink::descriptor(), v1::ProposeAdultRequest::descriptor()}) {
    for (int i = 0; i < type->field_count(); ++i) {
      for (const auto* word :
           {"status", "immigra", "citizen", "visa", "birthplace", "nationality", "country"})
        EXPECT_EQ(type->field(i)->name().find(word), std::string::npos) << type->field(i)->full_name();
    }
  }
}

}  // namespace
}  // namespace watchbell::notification
