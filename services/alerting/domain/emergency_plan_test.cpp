#include "services/alerting/domain/emergency_plan.hpp"

#include <gtest/gtest.h>

#include "services/alerting/domain/test_readiness.hpp"

namespace watchbell::alerting {
namespace {

using namespace std::chrono_literals;
using test::After;
using test::At;
using test::Reason;
using v1::EmergencyPlan;

v1::DraftPlanRequest Asking() {
  v1::DraftPlanRequest request;
  request.set_school("lincoln-es");
  request.add_annexes()->set_title("Evacuation");
  for (const auto action : {v1::ACTION_LOCKDOWN, v1::ACTION_EVACUATE}) {
    auto& checklist = *request.add_checklists();
    checklist.set_role("principal");
    checklist.set_action(action);
    checklist.add_items("Call the police.");
    checklist.add_items("Meet them at the door.");
  }
  return request;
}
EmergencyPlan Drafted(const EmergencyPlan& plan = {}) {
  return After<EmergencyPlans>(plan, DraftPlan(plan, Asking(), At()));
}
EmergencyPlan Approved(const EmergencyPlan& plan = {}) {
  const auto drafted = Drafted(plan);
  v1::ApprovePlanRequest request;
  request.set_number(drafted.draft().number());
  return After<EmergencyPlans>(drafted, ApprovePlan(drafted, request, At()));
}
v1::Incident During(v1::Action action) {
  v1::Incident incident;
  incident.set_id("incident");
  incident.set_school("lincoln-es");
  incident.set_action(action);
  *incident.mutable_raised_at() = ToProto(At().now);
  return incident;
}

TEST(EmergencyPlan, ADraftIsApprovedAndTakesThePlaceOfTheOneBefore) {
  const auto first = Approved();
  EXPECT_EQ(first.approved().number(), 1);
  EXPECT_EQ(first.approved().approved_by(), "principal");
  EXPECT_FALSE(first.has_draft());
  EXPECT_EQ(Approved(first).approved().number(), 2);
}

TEST(EmergencyPlan, OnlyTheDraftThatWasReadIsApproved) {
  v1::ApprovePlanRequest request;
  request.set_number(7);
  EXPECT_EQ(Reason(ApprovePlan(Drafted(), request, At())), "DRAFT_CHANGED");
  EXPECT_EQ(Reason(ApprovePlan({}, request, At())), "DRAFT_MISSING");
}

TEST(EmergencyPlan, ItsReviewFallsDueAfterAYearAndAReviewStartsTheClockAgain) {
  constexpr std::chrono::seconds kYear = std::chrono::days{365};
  const auto plan = Approved();
  EXPECT_EQ(Reason(EmergencyPlans::Tick(plan, "review", At(kYear - 1s))), "so");
  const auto due = After<EmergencyPlans>(plan, EmergencyPlans::Tick(plan, "review", At(kYear)));
  EXPECT_TRUE(due.review_overdue());
  const auto reviewed = After<EmergencyPlans>(due, ReviewPlan(due, At(kYear)), At(kYear));
  EXPECT_FALSE(reviewed.review_overdue());
  EXPECT_EQ(FromProto(reviewed.review_due_at()), At(2 * kYear).now);
}

TEST(EmergencyPlan, AChecklistWithoutAnActionOrItemsIsRefused) {
  auto request = Asking();
  request.mutable_checklists(0)->set_action(v1::ACTION_NORMAL);
  EXPECT_EQ(Reason(DraftPlan({}, request, At())), "ACTION_MISSING");
  request = Asking();
  request.mutable_checklists(0)->clear_items();
  EXPECT_EQ(Reason(DraftPlan({}, request, At())), "TEXT_MISSING");
}

TEST(IncidentChecklist, HasTheLinesOfTheActionAndMoreWhenItChanges) {
  auto list = After<IncidentChecklists>({}, OpenChecklist({}, During(v1::ACTION_LOCKDOWN), Approved()));
  ASSERT_EQ(list.lines_size(), 2);
  EXPECT_EQ(Reason(OpenChecklist(list, During(v1::ACTION_LOCKDOWN), Approved())), "so");
  list = After<IncidentChecklists>(list, OpenChecklist(list, During(v1::ACTION_EVACUATE), Approved()));
  EXPECT_EQ(list.lines_size(), 4);
  EXPECT_EQ(Reason(OpenChecklist({}, During(v1::ACTION_HOLD), Approved())), "CHECKLIST_MISSING");
}

TEST(IncidentChecklist, ATickSaysWhoAndHowLongAfterTheAlarm) {
  const auto list = After<IncidentChecklists>({}, OpenChecklist({}, During(v1::ACTION_LOCKDOWN), Approved()));
  v1::TickChecklistRequest request;
  request.set_line(1);
  const auto ticked = After<IncidentChecklists>(list, TickChecklist(list, request, At(42s)), At(42s));
  EXPECT_EQ(ticked.lines(1).seconds(), 42);
  EXPECT_EQ(ticked.lines(1).ticked_by(), "principal");
  EXPECT_FALSE(ticked.lines(0).has_ticked_at());
  EXPECT_EQ(Reason(TickChecklist(ticked, request, At(99s))), "so");
  request.set_line(2);
  EXPECT_EQ(Reason(TickChecklist(ticked, request, At())), "LINE_UNKNOWN");
}

}  // namespace
}  // namespace watchbell::alerting
