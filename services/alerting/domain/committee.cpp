#include "services/alerting/domain/committee.hpp"

#include <algorithm>
#include <array>

#include "common/id/id.hpp"
#include "services/alerting/domain/readiness.hpp"

namespace watchbell::alerting {
namespace {

using readiness::Bad;
using readiness::CheckText;
using v1::ActionItem;
using v1::ActionItemEvent;
using v1::Committee;
using v1::CommitteeEvent;
using v1::CommitteeMeeting;
using v1::CommitteeMeetingEvent;

constexpr char kMeeting[] = "meeting";
constexpr char kOverdue[] = "overdue";

// D10: those whom the law names.
constexpr std::array kRolesOfLaw{v1::COMMITTEE_ROLE_POLICE_OFFICER, v1::COMMITTEE_ROLE_FIRST_RESPONDER,
                                 v1::COMMITTEE_ROLE_TEACHER,        v1::COMMITTEE_ROLE_ADMINISTRATOR,
                                 v1::COMMITTEE_ROLE_MENTAL_HEALTH,  v1::COMMITTEE_ROLE_PARENT};

bool IsOpen(const ActionItem& item) {
  return item.state() == ActionItem::STATE_OPEN || item.state() == ActionItem::STATE_OVERDUE;
}

void Appoint(Committee& committee, const v1::CommitteeAppointed& appointed,
             const google::protobuf::Timestamp& at) {
  committee.set_school(appointed.school());
  *committee.mutable_members() = appointed.members();
  committee.clear_missing_roles();
  for (const auto role : kRolesOfLaw) {
    const auto& members = committee.members();
    const bool filled = std::any_of(members.begin(), members.end(),
                                    [&](const auto& member) { return member.role() == role; });
    if (!filled) committee.add_missing_roles(role);
  }
  if (!committee.has_next_meeting_due_at())
    *committee.mutable_next_meeting_due_at() = ToProto(FromProto(at) + kMeetingEvery);
}

}  // namespace

void Committees::Evolve(Committee& committee, const CommitteeEvent& event) {
  switch (event.fact_case()) {
    case CommitteeEvent::kAppointed: Appoint(committee, event.appointed(), event.meta().at()); return;
    case CommitteeEvent::kMet:
      *committee.mutable_last_meeting_at() = event.met().held_at();
      *committee.mutable_next_meeting_due_at() = ToProto(FromProto(event.met().held_at()) + kMeetingEvery);
      committee.set_meeting_overdue(false);
      return;
    case CommitteeEvent::kMeetingFellDue: committee.set_meeting_overdue(true); return;
    case CommitteeEvent::FACT_NOT_SET: return;
  }
}

Deadlines Committees::DeadlinesOf(const Committee& committee) {
  if (!committee.has_next_meeting_due_at() || committee.meeting_overdue()) return {};
  return {{kMeeting, FromProto(committee.next_meeting_due_at())}};
}

Decision<CommitteeEvent> Committees::Tick(const Committee& committee, std::string_view,
                                          const Context& context) {
  const bool due =
      committee.has_next_meeting_due_at() && FromProto(committee.next_meeting_due_at()) <= context.now;
  if (!due || committee.meeting_overdue()) return AlreadySo{};
  CommitteeEvent event;
  event.mutable_meeting_fell_due();
  return event;
}

void CommitteeMeetings::Evolve(CommitteeMeeting& meeting, const CommitteeMeetingEvent& event) {
  switch (event.fact_case()) {
    case CommitteeMeetingEvent::kHeld: meeting = event.held().meeting(); return;
    case CommitteeMeetingEvent::FACT_NOT_SET: return;
  }
}

Indexes CommitteeMeetings::IndexesOf(const CommitteeMeeting& meeting) {
  if (meeting.id().empty()) return {};
  return {{"meetings:" + meeting.school(), readiness::Score(meeting.held_at())}};
}

void ActionItems::Evolve(ActionItem& item, const ActionItemEvent& event) {
  switch (event.fact_case()) {
    case ActionItemEvent::kAssigned: item = event.assigned().item(); return;
    case ActionItemEvent::kFellOverdue: item.set_state(ActionItem::STATE_OVERDUE); return;
    case ActionItemEvent::kClosed:
      item.set_state(ActionItem::STATE_CLOSED);
      item.set_outcome(event.closed().outcome());
      item.set_closed_by(event.meta().actor_id());
      *item.mutable_closed_at() = event.meta().at();
      return;
    case ActionItemEvent::FACT_NOT_SET: return;
  }
}

Indexes ActionItems::IndexesOf(const ActionItem& item) {
  if (!IsOpen(item)) return {};
  const double due = readiness::Score(item.due_at());
  return {{"action_items:" + item.school(), due}, {"action_items_of:" + item.source_id(), due}};
}

Deadlines ActionItems::DeadlinesOf(const ActionItem& item) {
  if (item.state() != ActionItem::STATE_OPEN) return {};
  return {{kOverdue, FromProto(item.due_at())}};
}

Decision<ActionItemEvent> ActionItems::Tick(const ActionItem& item, std::string_view,
                                            const Context& context) {
  if (item.state() != ActionItem::STATE_OPEN || FromProto(item.due_at()) > context.now) return AlreadySo{};
  ActionItemEvent event;
  event.mutable_fell_overdue();
  return event;
}

std::string CommitteeId(const std::string& school) { return id::Derive("committee", school); }

Decision<CommitteeEvent> AppointCommittee(const Committee&, const v1::AppointCommitteeRequest& request,
                                          const Context&) {
  if (request.members().empty() || request.members_size() > kMembersMax)
    return Bad("MEMBERS_WRONG", "members", "Name 1 to 40 members.");
  for (const auto& member : request.members()) {
    if (member.person_id().empty() || member.role() == v1::COMMITTEE_ROLE_UNSPECIFIED)
      return Bad("MEMBERS_WRONG", "members", "Each member is a person with a role.");
  }
  CommitteeEvent event;
  event.mutable_appointed()->set_school(request.school());
  *event.mutable_appointed()->mutable_members() = request.members();
  return event;
}

Decision<CommitteeEvent> NoteMeeting(const Committee& committee, const CommitteeMeeting& meeting) {
  if (committee.school().empty())
    return readiness::NotNow("COMMITTEE_MISSING", "Appoint the committee first.");
  // Minutes of an older meeting turn no clock back.
  if (committee.has_last_meeting_at() &&
      FromProto(committee.last_meeting_at()) >= FromProto(meeting.held_at()))
    return AlreadySo{};
  CommitteeEvent event;
  *event.mutable_met()->mutable_held_at() = meeting.held_at();
  return event;
}

Decision<CommitteeMeetingEvent> RecordMeeting(const CommitteeMeeting& meeting,
                                              const v1::RecordMeetingRequest& request,
                                              const Context& context) {
  if (!meeting.id().empty()) return AlreadySo{};
  if (!request.has_held_at() || FromProto(request.held_at()) > context.now)
    return Bad("TIME_WRONG", "held_at", "Record a meeting after it was held.");
  if (request.present_ids().empty() || request.present_ids_size() > kMembersMax)
    return Bad("MEMBERS_WRONG", "present_ids", "Name 1 to 40 people who were there.");
  if (auto refusal =
          readiness::CheckTexts(request.findings(), kFindingsMax, readiness::kNoteBytesMax, "findings"))
    return *refusal;
  CommitteeMeetingEvent event;
  auto& made = *event.mutable_held()->mutable_meeting();
  made.set_id(context.id);
  made.set_school(request.school());
  *made.mutable_held_at() = request.held_at();
  *made.mutable_present_ids() = request.present_ids();
  *made.mutable_findings() = request.findings();
  return event;
}

Decision<ActionItemEvent> AssignActionItem(const ActionItem& item, const v1::AssignActionItemRequest& request,
                                           const Context& context) {
  if (!item.id().empty()) return AlreadySo{};
  if (!id::IsUuid(request.source_id()))
    return Bad("SOURCE_MISSING", "source_id", "Name the meeting or the review that asks for it.");
  if (auto refusal = CheckText(request.task(), readiness::kNoteBytesMax, "task")) return *refusal;
  if (request.owner_id().empty()) return Bad("OWNER_MISSING", "owner_id", "Name who does it.");
  if (FromProto(request.due_at()) <= context.now)
    return Bad("TIME_WRONG", "due_at", "Say by when it is done: in the future.");
  ActionItemEvent event;
  auto& made = *event.mutable_assigned()->mutable_item();
  made.set_id(context.id);
  made.set_school(request.school());
  made.set_state(ActionItem::STATE_OPEN);
  made.set_source_id(request.source_id());
  made.set_task(request.task());
  made.set_owner_id(request.owner_id());
  *made.mutable_due_at() = request.due_at();
  return event;
}

Decision<ActionItemEvent> CloseActionItem(const ActionItem& item, const v1::CloseActionItemRequest& request,
                                          const Context&) {
  if (item.id().empty()) return readiness::Unknown("item_id");
  if (!IsOpen(item)) return AlreadySo{};
  if (auto refusal = CheckText(request.outcome(), readiness::kNoteBytesMax, "outcome")) return *refusal;
  ActionItemEvent event;
  event.mutable_closed()->set_outcome(request.outcome());
  return event;
}

}  // namespace watchbell::alerting
