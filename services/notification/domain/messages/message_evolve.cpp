// What each fact makes of a message, and how it is found again.
#include <algorithm>

#include "services/notification/domain/messages/message.hpp"

namespace watchbell::notification {
namespace {

using v1::Message;
using v1::MessageEvent;

template <class Approvals>
void Give(Message& message, const Approvals& approvals, const MessageEvent& event) {
  for (const auto approval : approvals) {
    auto& given = *message.add_approvals();
    given.set_approval(static_cast<v1::MessageApproval>(approval));
    given.set_by(event.meta().actor_id());
    *given.mutable_at() = event.meta().at();
    auto& needed = *message.mutable_needed();
    needed.erase(std::remove(needed.begin(), needed.end(), approval), needed.end());
  }
}

void TakeBack(Message& message) {
  message.set_state(Message::STATE_DRAFT);
  message.clear_needed();
  message.clear_approvals();
  message.clear_send_at();
}

// From `from` on a word is owed at that moment; nothing: none.
void Owe(Message& message, const google::protobuf::Timestamp* at) {
  message.clear_next_update_at();
  message.clear_remind_at();
  if (at == nullptr) return;
  *message.mutable_next_update_at() = *at;
  *message.mutable_remind_at() = *at;
}

void Sent(Message& message, const MessageEvent& event) {
  message.set_state(Message::STATE_SENT);
  message.set_recipients(event.sent().recipients());
  *message.mutable_sent_at() = event.meta().at();
  message.clear_send_at();
  Give(message, event.sent().given(), event);
  message.clear_needed();
  const int next = message.content().next_update_min();
  if (message.kind() != v1::MESSAGE_KIND_OPENING || next == 0) return;
  const auto at = ToProto(FromProto(event.meta().at()) + std::chrono::minutes{next});
  Owe(message, &at);
}

void RemindLater(Message& message, const MessageEvent& event) {
  *message.mutable_remind_at() = ToProto(FromProto(event.meta().at()) + kRemindEvery);
}

}  // namespace

void Messages::Evolve(Message& message, const MessageEvent& event) {
  switch (event.fact_case()) {
    case MessageEvent::kDrafted:
      message.set_id(event.drafted().id());
      message.set_school(event.drafted().school());
      message.set_kind(event.drafted().kind());
      message.set_opening_id(event.drafted().opening_id());
      *message.mutable_content() = event.drafted().content();
      message.set_state(Message::STATE_DRAFT);
      message.set_revision(1);
      message.set_author_id(event.meta().actor_id());
      *message.mutable_drafted_at() = event.meta().at();
      return;
    case MessageEvent::kRevised:
      TakeBack(message);
      *message.mutable_content() = event.revised().content();
      message.set_revision(message.revision() + 1);
      message.clear_returned_because();
      return;
    case MessageEvent::kSubmitted:
      *message.mutable_needed() = event.submitted().needed();
      message.set_recipients(event.submitted().recipients());
      message.set_state(message.needed().empty() ? Message::STATE_SCHEDULED : Message::STATE_WAITING);
      if (event.submitted().has_send_at()) *message.mutable_send_at() = event.submitted().send_at();
      Give(message, event.submitted().given(), event);
      return;
    case MessageEvent::kApproved:
      Give(message, std::vector{event.approved().approval()}, event);
      if (!message.needed().empty()) return;
      message.set_state(Message::STATE_SCHEDULED);
      *message.mutable_send_at() = event.approved().send_at();
      return;
    case MessageEvent::kReturned:
      TakeBack(message);
      message.set_returned_because(event.returned().reason());
      return;
    case MessageEvent::kSent: Sent(message, event); return;
    case MessageEvent::kCancelled:
      message.set_state(Message::STATE_CANCELLED);
      message.clear_send_at();
      *message.mutable_ended_at() = event.meta().at();
      return;
    case MessageEvent::kFollowUpSent: {
      const auto& follow_up = event.follow_up_sent();
      message.set_follow_ups(message.follow_ups() + 1);
      Owe(message, follow_up.has_next_update_at() ? &follow_up.next_update_at() : nullptr);
      if (follow_up.kind() == v1::MESSAGE_KIND_CLOSING) {
        message.set_state(Message::STATE_CLOSED);
        *message.mutable_ended_at() = event.meta().at();
      } else if (message.has_incident_ended_at() && !message.has_remind_at()) {
        RemindLater(message, event);
      }
      return;
    }
    case MessageEvent::kUpdateOwed: {
      const auto since = message.has_next_update_at() ? FromProto(message.next_update_at())
                                                      : FromProto(message.incident_ended_at());
      if (FromProto(event.meta().at()) - since < kRemindFor) {
        RemindLater(message, event);
      } else {
        message.clear_remind_at();
      }
      return;
    }
    case MessageEvent::kIncidentEnded:
      *message.mutable_incident_ended_at() = event.meta().at();
      *message.mutable_remind_at() = event.meta().at();
      return;
    case MessageEvent::kCleared: *message.mutable_cleared_at() = event.meta().at(); return;
    case MessageEvent::FACT_NOT_SET: return;
  }
}

std::string ThreadIndex(const std::string& opening_id) { return "message-thread:" + opening_id; }
std::string IncidentIndex(const std::string& incident_id) { return "message-incident:" + incident_id; }

Indexes Messages::IndexesOf(const Message& message) {
  const auto drafted = static_cast<double>(FromProto(message.drafted_at()).time_since_epoch().count());
  const bool opening = message.kind() == v1::MESSAGE_KIND_OPENING;
  Indexes indexes{{"messages:" + message.school(), drafted},
                  {ThreadIndex(opening ? message.id() : message.opening_id()), drafted}};
  if (!message.content().incident_id().empty())
    indexes.push_back({IncidentIndex(message.content().incident_id()), drafted});
  if (message.state() == Message::STATE_WAITING)
    indexes.push_back({"messages-waiting:" + message.school(), drafted});
  const bool owes = message.has_next_update_at() || message.has_incident_ended_at() ||
                    (opening && !message.content().incident_id().empty());
  if (message.state() == Message::STATE_SENT && opening && owes)
    indexes.push_back({"messages-open:" + message.school(), drafted});
  return indexes;
}

Deadlines Messages::DeadlinesOf(const Message& message) {
  if (message.state() == Message::STATE_SCHEDULED) return {{"send", FromProto(message.send_at())}};
  if (message.state() == Message::STATE_SENT && message.has_remind_at())
    return {{"owed", FromProto(message.remind_at())}};
  return {};
}

std::optional<retention::Span> Messages::RetentionOf(const Message& message) {
  if (message.has_ended_at()) return retention::Span{"ended", FromProto(message.ended_at())};
  // What a message still owes keeps it.
  if (message.state() == Message::STATE_SENT && !message.has_remind_at())
    return retention::Span{"ended", FromProto(message.sent_at())};
  if (message.state() == Message::STATE_DRAFT)
    return retention::Span{"drafted", FromProto(message.drafted_at())};
  return std::nullopt;
}

}  // namespace watchbell::notification
