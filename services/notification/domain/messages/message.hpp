// The rules of a message: what may be drafted, who must agree, when it goes, and what is still owed after it.
// Pure functions; domain.md 3.9.
#pragma once

#include <optional>
#include <vector>

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "services/notification/domain/messages/approval.hpp"
#include "watchbell/notification/v1/message.pb.h"
#include "watchbell/notification/v1/message_service.pb.h"

namespace watchbell::notification {

inline constexpr int kOptionsMin = 2;
inline constexpr int kOptionsMax = 8;
inline constexpr std::size_t kOptionBytesMax = 240;         // 60 characters
inline constexpr std::size_t kReturnReasonBytesMax = 2000;  // 500 characters
// What the author saw may differ from who is there at the end by a tenth, or by five (design).
inline constexpr int kSeenTolerancePercent = 10;
inline constexpr int kSeenTolerance = 5;
// Nobody is reminded of an owed word for longer than a day.
inline constexpr std::chrono::hours kRemindFor{24};

struct Messages {
  using State = v1::Message;
  using Event = v1::MessageEvent;
  static constexpr std::string_view kService = "notification";
  static constexpr std::string_view kAggregate = "message";

  static void Evolve(State& message, const Event& event);
  // messages:, message-thread:, message-incident:, messages-waiting: and messages-open:, by when it was
  // drafted.
  static Indexes IndexesOf(const State& message);
  // "send" after quiet hours; "owed" when a promised word did not come.
  static Deadlines DeadlinesOf(const State& message);
  static Decision<Event> Tick(const State& message, const std::string& what, const Context& context);
  static std::optional<retention::Span> RetentionOf(const State& message);
};

std::string ThreadIndex(const std::string& opening_id);
std::string IncidentIndex(const std::string& incident_id);

// What is new about a message: its kind and what it follows. `opening`: of an update or a closing message.
struct DraftFacts {
  v1::MessageKind kind = v1::MESSAGE_KIND_OPENING;
  const v1::Message* opening = nullptr;
};
// `content`: with the texts of its template, if it names one.
Decision<v1::MessageEvent> Draft(const v1::Message& message, const v1::MessageContent& content,
                                 const std::string& school, const DraftFacts& facts, const Context& context);
Decision<v1::MessageEvent> Revise(const v1::Message& message, const v1::MessageContent& content,
                                  const Context& context);

// What is known of a message at the moment at which its author is done with it.
struct SubmitFacts {
  std::vector<v1::TextFinding> findings;
  int recipients = 0;
  bool to_families = false;
  std::string school_name;  // what the sender must have typed for families
  std::vector<v1::MessageApproval> needed;
  TimePoint send_at;
};
struct Submission {
  int revision = 0;
  int seen_recipients = 0;
  std::string typed_school;
};
Decision<v1::MessageEvent> Submit(const v1::Message& message, const Submission& submission,
                                  const SubmitFacts& facts, const Context& context);
// `send_at`: when it may go if this was the last that was missing.
Decision<v1::MessageEvent> Approve(const v1::Message& message, int revision, v1::MessageApproval approval,
                                   TimePoint send_at, const Context& context);
Decision<v1::MessageEvent> Return(const v1::Message& message, const v1::ReturnMessageRequest& request,
                                  const Context& context);
Decision<v1::MessageEvent> Cancel(const v1::Message& message, const v1::CancelMessageRequest& request,
                                  const Context& context);
Decision<v1::MessageEvent> Clear(const v1::Message& message, const v1::ClearMessageRequest& request,
                                 const Context& context);

// On the opening message, once something that follows it was sent.
Decision<v1::MessageEvent> NoteFollowUp(const v1::Message& opening, const v1::Message& follow_up,
                                        const Context& context);
// On the opening message, when its incident is over: its families are owed the last word (N3).
Decision<v1::MessageEvent> EndIncident(const v1::Message& opening, const Context& context);

// The permission that an approval needs.
std::string PermissionOf(v1::MessageApproval approval);
// To a test list, and so to nobody's family.
inline bool IsExercise(const v1::MessageContent& content) { return !content.test_list_id().empty(); }

}  // namespace watchbell::notification
