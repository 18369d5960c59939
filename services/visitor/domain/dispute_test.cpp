#include "services/visitor/domain/dispute.hpp"

#include <gtest/gtest.h>

namespace watchbell::visitor {
namespace {

using namespace std::chrono;
using v1::Dispute;
using v1::DisputeEvent;

const TimePoint kFriday = sys_days{2026y / 11 / 20} + hours{15};

TimeZone Zone() { return *TimeZone::Find("America/New_York"); }
Context By(std::string actor, TimePoint now = kFriday) {
  return {.now = now, .request_id = "r", .id = "dispute-1", .actor_id = std::move(actor)};
}
v1::Visit Denied() {
  v1::Visit visit;
  visit.set_decision(v1::MATCH_DECISION_MATCH);
  visit.set_decided_by("clerk");
  visit.add_matches()->set_entry_id("entry-1");
  return visit;
}
v1::OpenDisputeRequest Opening() {
  v1::OpenDisputeRequest request;
  request.set_school("lincoln-es");
  request.set_visit_id("visit-1");
  request.set_statement("I have never lived in that state");
  return request;
}
v1::ReviewDisputeRequest Reviewing(Dispute::Outcome outcome) {
  v1::ReviewDisputeRequest request;
  request.set_outcome(outcome);
  request.set_findings("another birth place");
  return request;
}
Dispute After(Dispute dispute, const Decision<DisputeEvent>& decision, const Context& context) {
  if (const auto* event = std::get_if<DisputeEvent>(&decision)) {
    auto stamped = *event;
    *stamped.mutable_meta()->mutable_at() = ToProto(context.now);
    stamped.mutable_meta()->set_actor_id(context.actor_id);
    Disputes::Evolve(dispute, stamped);
  }
  return dispute;
}
Dispute Open() { return After({}, OpenDispute({}, Opening(), Denied(), Zone(), By("clerk")), By("clerk")); }
std::string Reason(const Decision<DisputeEvent>& decision) {
  const auto* error = std::get_if<Error>(&decision);
  return error ? error->reason : "";
}

TEST(Dispute, IsDueAtTheEndOfTheSecondSchoolDay) {
  EXPECT_EQ(AddSchoolDays(2026y / 11 / 20, 2), 2026y / 11 / 24);  // Friday: Monday, Tuesday
  EXPECT_EQ(AddSchoolDays(2026y / 11 / 21, 2), 2026y / 11 / 24);  // Saturday
  EXPECT_EQ(AddSchoolDays(2026y / 11 / 23, 2), 2026y / 11 / 25);
  const TimePoint end = sys_days{2026y / 11 / 25} + hours{5};
  EXPECT_EQ(FromProto(Open().due_at()), end);
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Disputes::Tick(Open(), "overdue", By("", end - seconds{1}))));
  const auto overdue = After(Open(), Disputes::Tick(Open(), "overdue", By("", end)), By("", end));
  EXPECT_TRUE(overdue.overdue());
  EXPECT_EQ(overdue.state(), Dispute::STATE_OPEN);
  EXPECT_TRUE(Disputes::DeadlinesOf(overdue).empty());
  EXPECT_EQ(Disputes::IndexesOf(overdue).front().index, "disputes:lincoln-es");
}

TEST(Dispute, OnlyWhatSomebodyDecidedIsDisputed) {
  EXPECT_EQ(Reason(OpenDispute({}, Opening(), {}, Zone(), By("clerk"))), "NOTHING_TO_DISPUTE");
  auto held = Denied();
  held.set_decision(v1::MATCH_DECISION_UNSURE);
  EXPECT_EQ(Reason(OpenDispute({}, Opening(), held, Zone(), By("clerk"))), "NOTHING_TO_DISPUTE");
  EXPECT_EQ(Reason(OpenDispute({}, {}, Denied(), Zone(), By("clerk"))), "STATEMENT_MISSING");
}

TEST(Dispute, IsReviewedByAnotherPersonThanWhoDecided) {
  const auto request = Reviewing(Dispute::OUTCOME_NOT_A_MATCH);
  EXPECT_EQ(Reason(ReviewDispute(Open(), request, Denied(), "", By("clerk"))), "SECOND_PERSON_NEEDED");
  const auto reviewed =
      After(Open(), ReviewDispute(Open(), request, Denied(), "", By("principal")), By("principal"));
  EXPECT_EQ(reviewed.state(), Dispute::STATE_REVIEWED);
  EXPECT_EQ(reviewed.reviewed_by(), "principal");
  EXPECT_EQ(reviewed.outcome(), Dispute::OUTCOME_NOT_A_MATCH);
  EXPECT_TRUE(Disputes::IndexesOf(reviewed).empty());
  EXPECT_TRUE(
      std::holds_alternative<AlreadySo>(ReviewDispute(reviewed, request, Denied(), "", By("principal"))));
  EXPECT_EQ(
      Reason(ReviewDispute(reviewed, Reviewing(Dispute::OUTCOME_STANDS), Denied(), "", By("principal"))),
      "ALREADY_REVIEWED");
}

TEST(Dispute, AnErrorOfTheListGoesToItsOwner) {
  auto request = Reviewing(Dispute::OUTCOME_LIST_ERROR);
  EXPECT_EQ(Reason(ReviewDispute(Open(), request, Denied(), "State Police", By("principal"))),
            "ENTRY_UNKNOWN");
  request.set_entry_id("entry-1");
  const auto reviewed = After(
      Open(), ReviewDispute(Open(), request, Denied(), "State Police", By("principal")), By("principal"));
  EXPECT_EQ(reviewed.referred_to(), "State Police");
  EXPECT_EQ(reviewed.entry_id(), "entry-1");
}

TEST(Dispute, AReviewSaysWhatAndWhy) {
  EXPECT_EQ(Reason(ReviewDispute(Open(), {}, Denied(), "", By("principal"))), "OUTCOME_MISSING");
  auto silent = Reviewing(Dispute::OUTCOME_STANDS);
  silent.clear_findings();
  EXPECT_EQ(Reason(ReviewDispute(Open(), silent, Denied(), "", By("principal"))), "FINDINGS_MISSING");
}

}  // namespace
}  // namespace watchbell::visitor
