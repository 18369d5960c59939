// The safety committee, its meetings, and what is to be done until it is done. Pure functions; domain.md
// section 1, row 23, and 3.2, D10.
#pragma once

#include <optional>

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "watchbell/alerting/v1/committee.pb.h"

namespace watchbell::alerting {

inline constexpr std::chrono::days kMeetingEvery{31};  // row 23: monthly
inline constexpr int kMembersMax = 40;
inline constexpr int kFindingsMax = 30;

struct Committees {
  using State = v1::Committee;
  using Event = v1::CommitteeEvent;
  static constexpr std::string_view kService = "alerting";
  static constexpr std::string_view kAggregate = "committee";

  static void Evolve(State& committee, const Event& event);
  static Indexes IndexesOf(const State&) { return {}; }
  // "meeting", when the next one is due.
  static Deadlines DeadlinesOf(const State& committee);
  static Decision<Event> Tick(const State& committee, std::string_view what, const Context& context);
};

struct CommitteeMeetings {
  using State = v1::CommitteeMeeting;
  using Event = v1::CommitteeMeetingEvent;
  static constexpr std::string_view kService = "alerting";
  static constexpr std::string_view kAggregate = "committee-meeting";

  static void Evolve(State& meeting, const Event& event);
  // meetings:<school>, by when it was held.
  static Indexes IndexesOf(const State& meeting);
  static Deadlines DeadlinesOf(const State&) { return {}; }
  static std::optional<retention::Span> RetentionOf(const State& state);
};

struct ActionItems {
  using State = v1::ActionItem;
  using Event = v1::ActionItemEvent;
  static constexpr std::string_view kService = "alerting";
  static constexpr std::string_view kAggregate = "action-item";

  static void Evolve(State& item, const Event& event);
  // action_items:<school> and action_items_of:<source>, until it is closed, by when it is due.
  static Indexes IndexesOf(const State& item);
  // "overdue", when it is due.
  static Deadlines DeadlinesOf(const State& item);
  static std::optional<retention::Span> RetentionOf(const State& state);
  static Decision<Event> Tick(const State& item, std::string_view what, const Context& context);
};

// A school has one committee.
std::string CommitteeId(const std::string& school);

Decision<v1::CommitteeEvent> AppointCommittee(const v1::Committee& committee,
                                              const v1::AppointCommitteeRequest& request,
                                              const Context& context);
// The committee's clock, after a meeting is on the record.
Decision<v1::CommitteeEvent> NoteMeeting(const v1::Committee& committee, const v1::CommitteeMeeting& meeting);
Decision<v1::CommitteeMeetingEvent> RecordMeeting(const v1::CommitteeMeeting& meeting,
                                                  const v1::RecordMeetingRequest& request,
                                                  const Context& context);
Decision<v1::ActionItemEvent> AssignActionItem(const v1::ActionItem& item,
                                               const v1::AssignActionItemRequest& request,
                                               const Context& context);
Decision<v1::ActionItemEvent> CloseActionItem(const v1::ActionItem& item,
                                              const v1::CloseActionItemRequest& request,
                                              const Context& context);

}  // namespace watchbell::alerting
