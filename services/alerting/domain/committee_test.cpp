#include "services/alerting/domain/committee.hpp"

#include <gtest/gtest.h>

#include "services/alerting/domain/review.hpp"
#include "services/alerting/domain/test_readiness.hpp"

namespace watchbell::alerting {
namespace {

using namespace std::chrono_literals;
using test::After;
using test::At;
using test::Reason;
using v1::ActionItem;
using v1::Review;

constexpr std::chrono::seconds kMonth = std::chrono::days{31};

v1::Committee Appointed(int last_role) {
  v1::AppointCommitteeRequest request;
  request.set_school("lincoln-es");
  for (int role = v1::COMMITTEE_ROLE_POLICE_OFFICER; role <= last_role; ++role) {
    auto& member = *request.add_members();
    member.set_person_id("person-" + std::to_string(role));
    member.set_role(static_cast<v1::CommitteeRole>(role));
  }
  return After<Committees>({}, AppointCommittee({}, request, At()));
}
v1::CommitteeMeeting HeldAt(std::chrono::seconds later) {
  v1::CommitteeMeeting meeting;
  *meeting.mutable_held_at() = ToProto(At(later).now);
  return meeting;
}

TEST(Committee, NamesTheRolesOfTheLawThatNobodyHas) {
  EXPECT_EQ(Appointed(v1::COMMITTEE_ROLE_PARENT).missing_roles_size(), 0);
  const auto without = Appointed(v1::COMMITTEE_ROLE_MENTAL_HEALTH);
  ASSERT_EQ(without.missing_roles_size(), 1);
  EXPECT_EQ(without.missing_roles(0), v1::COMMITTEE_ROLE_PARENT);
}

TEST(Committee, AMeetingFallsDueAfterAMonthAndAnOldOneTurnsNoClockBack) {
  auto committee = Appointed(v1::COMMITTEE_ROLE_PARENT);
  EXPECT_EQ(Reason(Committees::Tick(committee, "meeting", At(kMonth - 1s))), "so");
  committee = After<Committees>(committee, Committees::Tick(committee, "meeting", At(kMonth)));
  EXPECT_TRUE(committee.meeting_overdue());
  committee = After<Committees>(committee, NoteMeeting(committee, HeldAt(kMonth)));
  EXPECT_FALSE(committee.meeting_overdue());
  EXPECT_EQ(FromProto(committee.next_meeting_due_at()), At(2 * kMonth).now);
  EXPECT_EQ(Reason(NoteMeeting(committee, HeldAt(0s))), "so");
  EXPECT_EQ(Reason(NoteMeeting({}, HeldAt(0s))), "COMMITTEE_MISSING");
}

v1::AssignActionItemRequest Asking() {
  v1::AssignActionItemRequest request;
  request.set_school("lincoln-es");
  request.set_source_id(test::kOther);
  request.set_task("Mend the lock of the north door.");
  request.set_owner_id("custodian");
  *request.mutable_due_at() = ToProto(At(kMonth).now);
  return request;
}

TEST(ActionItem, FallsOverdueByItsTimerAndIsListedUntilItIsClosed) {
  auto item = After<ActionItems>({}, AssignActionItem({}, Asking(), At()));
  EXPECT_EQ(Reason(ActionItems::Tick(item, "overdue", At())), "so");
  item = After<ActionItems>(item, ActionItems::Tick(item, "overdue", At(kMonth)));
  EXPECT_EQ(item.state(), ActionItem::STATE_OVERDUE);
  EXPECT_EQ(ActionItems::IndexesOf(item).size(), 2U);
  v1::CloseActionItemRequest request;
  EXPECT_EQ(Reason(CloseActionItem(item, request, At())), "TEXT_MISSING");
  request.set_outcome("New lock.");
  item = After<ActionItems>(item, CloseActionItem(item, request, At()));
  EXPECT_EQ(item.closed_by(), "principal");
  EXPECT_TRUE(ActionItems::IndexesOf(item).empty());
  EXPECT_TRUE(ActionItems::DeadlinesOf(item).empty());
}

TEST(ActionItem, NeedsASourceAnOwnerAndADayToCome) {
  auto request = Asking();
  request.set_source_id("a meeting");
  EXPECT_EQ(Reason(AssignActionItem({}, request, At())), "SOURCE_MISSING");
  request = Asking();
  request.clear_owner_id();
  EXPECT_EQ(Reason(AssignActionItem({}, request, At())), "OWNER_MISSING");
  request = Asking();
  *request.mutable_due_at() = ToProto(At().now);
  EXPECT_EQ(Reason(AssignActionItem({}, request, At())), "TIME_WRONG");
}

std::vector<v1::IncidentEvent> History() {
  std::vector<v1::IncidentEvent> history(2);
  history[0].mutable_raised();
  history[0].mutable_incident()->set_action(v1::ACTION_LOCKDOWN);
  *history[0].mutable_meta()->mutable_at() = ToProto(At().now);
  history[1].mutable_released();
  history[1].mutable_incident()->set_action(v1::ACTION_NORMAL);
  history[1].mutable_incident()->set_state(v1::Incident::STATE_RELEASED);
  *history[1].mutable_meta()->mutable_at() = ToProto(At(90s).now);
  return history;
}
v1::DraftReviewRequest OfTheIncident() {
  v1::DraftReviewRequest request;
  request.set_school("lincoln-es");
  request.set_kind(Review::KIND_AFTER_ACTION);
  request.set_incident_id("incident");
  return request;
}

TEST(Review, IsDraftedFromTheRecordAsATimeline) {
  const auto review = After<Reviews>({}, DraftReview({}, OfTheIncident(), History(), At()));
  ASSERT_EQ(review.timeline_size(), 2);
  EXPECT_EQ(review.timeline(0).fact(), "IncidentRaised");
  EXPECT_EQ(review.timeline(1).fact(), "IncidentReleased");
  EXPECT_EQ(review.timeline(1).seconds(), 90);
  EXPECT_EQ(review.timeline(1).action(), v1::ACTION_NORMAL);
}

TEST(Review, AnIncidentThatIsOpenIsNotReviewedYetAndAnAuditIsOfNone) {
  auto history = History();
  history.back().mutable_incident()->set_state(v1::Incident::STATE_OPEN);
  EXPECT_EQ(Reason(DraftReview({}, OfTheIncident(), history, At())), "INCIDENT_OPEN");
  auto request = OfTheIncident();
  request.set_kind(Review::KIND_AUDIT);
  EXPECT_EQ(Reason(DraftReview({}, request, {}, At())), "INCIDENT_WRONG");
  request.clear_incident_id();
  EXPECT_EQ(Reason(DraftReview({}, request, {}, At())), "");
}

TEST(Review, ClosesOnlyWhenItsActionItemsAre) {
  auto review = After<Reviews>({}, DraftReview({}, OfTheIncident(), History(), At()));
  v1::AddReviewFindingRequest request;
  request.set_finding("The north door does not lock.");
  review = After<Reviews>(review, AddReviewFinding(review, request, At()));
  EXPECT_EQ(Reason(CloseReview(review, true, At())), "ACTION_ITEMS_OPEN");
  review = After<Reviews>(review, CloseReview(review, false, At()));
  EXPECT_EQ(Reason(AddReviewFinding(review, request, At())), "REVIEW_CLOSED");
}

}  // namespace
}  // namespace watchbell::alerting
