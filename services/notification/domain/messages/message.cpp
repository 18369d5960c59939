#include "services/notification/domain/messages/message.hpp"

#include <algorithm>
#include <cstdlib>

#include "common/text/plain.hpp"
#include "services/notification/domain/messages/audience.hpp"
#include "services/notification/domain/messages/message_content.hpp"
#include "services/notification/domain/messages/text_check.hpp"

namespace watchbell::notification {
namespace {

using v1::Message;
using v1::MessageApproval;
using v1::MessageEvent;

Error NotNow(std::string reason, std::string remedy) {
  return Refuse(Code::kFailedPrecondition, std::move(reason), std::move(remedy), "message_id");
}

bool IsOver(const Message& message) {
  return message.state() == Message::STATE_SENT || message.state() == Message::STATE_CLOSED ||
         message.state() == Message::STATE_CANCELLED;
}

std::optional<Error> WhyNotThisRevision(const Message& message, int revision) {
  if (revision == message.revision()) return std::nullopt;
  return Refuse(Code::kAborted, "MESSAGE_CHANGED", "It has changed since: read it again.", "revision");
}

std::optional<Error> WhyNoFollowUp(const v1::MessageContent& content, const std::string& school,
                                   const DraftFacts& facts) {
  if (facts.kind == v1::MESSAGE_KIND_OPENING) return std::nullopt;
  const auto* opening = facts.opening;
  if (opening == nullptr || opening->kind() != v1::MESSAGE_KIND_OPENING || opening->school() != school ||
      opening->state() != Message::STATE_SENT) {
    return Refuse(Code::kFailedPrecondition, "NOTHING_TO_FOLLOW",
                  "Name an opening message of the school that was sent and is not closed.", "opening_id");
  }
  if (IsExercise(content) && content.test_list_id() != opening->content().test_list_id()) {
    return Refuse(Code::kInvalidArgument, "AUDIENCE_MALFORMED",
                  "What follows goes to whom the opening message went, and never from people to a list.",
                  "content.test_list_id");
  }
  if (facts.kind == v1::MESSAGE_KIND_CLOSING && content.level() < opening->content().level()) {
    return Refuse(Code::kInvalidArgument, "CLOSING_TOO_QUIET",
                  "Close it at the level of the opening message, so that the same channels carry it.",
                  "content.level");
  }
  return std::nullopt;
}

// What follows inherits whom and what it is about, and its closing reaches at least everybody (N3).
v1::MessageContent Inherit(v1::MessageContent content, const DraftFacts& facts) {
  if (facts.opening == nullptr) return content;
  const auto& opening = facts.opening->content();
  if (content.audience().include().empty()) {
    if (!IsExercise(opening)) *content.mutable_audience() = opening.audience();
  } else if (facts.kind == v1::MESSAGE_KIND_CLOSING) {
    *content.mutable_audience() = AtLeast(opening.audience(), content.audience());
  }
  content.set_test_list_id(opening.test_list_id());
  content.set_incident_id(opening.incident_id());
  content.set_topic(opening.topic());
  return content;
}

// Who is barred for a child must not read where it is, whether the author said so or the text does. The last
// word goes to everybody who had the first (N3), so there the author decides.
void MarkWhereabouts(v1::MessageContent& content, v1::MessageKind kind) {
  if (kind != v1::MESSAGE_KIND_CLOSING && SaysWhereabouts(content.texts()))
    content.set_tells_whereabouts(true);
}

bool IsAbout(int seen, int recipients) {
  const int difference = std::abs(seen - recipients);
  return seen > 0 && (difference <= kSeenTolerance || difference * 100 <= recipients * kSeenTolerancePercent);
}

std::optional<Error> WhyNotSubmitted(const Submission& submission, const SubmitFacts& facts) {
  const auto blocking = std::find_if(facts.findings.begin(), facts.findings.end(),
                                     [](const auto& finding) { return finding.blocking(); });
  if (blocking != facts.findings.end()) {
    return Refuse(Code::kFailedPrecondition, blocking->reason(), blocking->remedy(),
                  blocking->language().empty() ? "content" : "content.texts[" + blocking->language() + "]");
  }
  if (facts.recipients == 0) {
    return Refuse(Code::kFailedPrecondition, "NOBODY_TO_TELL", "Choose an audience that has people.",
                  "content.audience");
  }
  if (!IsAbout(submission.seen_recipients, facts.recipients)) {
    return Refuse(Code::kFailedPrecondition, "RECIPIENTS_NOT_SEEN",
                  "Look at how many people would be told, and send that number along.", "seen_recipients");
  }
  if (facts.to_families && !IsTypedName(submission.typed_school, facts.school_name)) {
    return Refuse(Code::kFailedPrecondition, "SCHOOL_NOT_TYPED",
                  "Type the name of the school whose families will read this.", "typed_school");
  }
  return std::nullopt;
}

}  // namespace

std::string PermissionOf(MessageApproval approval) {
  switch (approval) {
    case v1::MESSAGE_APPROVAL_ADMINISTRATOR: return "message.approve";
    case v1::MESSAGE_APPROVAL_SUPERINTENDENT: return "message.approve_district";
    default: return "message.counsel";
  }
}

Decision<MessageEvent> Draft(const Message& message, const v1::MessageContent& content,
                             const std::string& school, const DraftFacts& facts, const Context& context) {
  if (!message.id().empty()) return AlreadySo{};
  if (auto wrong = WhyNoFollowUp(content, school, facts)) return std::move(*wrong);
  auto whole = Inherit(content, facts);
  MarkWhereabouts(whole, facts.kind);
  if (auto wrong = WhyNoContent(whole, facts.kind)) return std::move(*wrong);
  MessageEvent event;
  auto& drafted = *event.mutable_drafted();
  drafted.set_id(context.id);
  drafted.set_school(school);
  drafted.set_kind(facts.kind);
  if (facts.opening) drafted.set_opening_id(facts.opening->id());
  *drafted.mutable_content() = whole;
  return event;
}

Decision<MessageEvent> Revise(const Message& message, const v1::MessageContent& content, const Context&) {
  if (message.id().empty() || IsOver(message))
    return NotNow("MESSAGE_OVER", "It was sent or cancelled: write an update or a new message.");
  v1::MessageContent whole = content;
  if (message.kind() != v1::MESSAGE_KIND_OPENING) {
    // The audience of what follows stands since it was drafted.
    *whole.mutable_audience() = message.content().audience();
    whole.set_test_list_id(message.content().test_list_id());
    whole.set_incident_id(message.content().incident_id());
    whole.set_topic(message.content().topic());
    if (whole.level() < message.content().level()) whole.set_level(message.content().level());
  }
  MarkWhereabouts(whole, message.kind());
  if (auto wrong = WhyNoContent(whole, message.kind())) return std::move(*wrong);
  MessageEvent event;
  *event.mutable_revised()->mutable_content() = whole;
  return event;
}

Decision<MessageEvent> Submit(const Message& message, const Submission& submission, const SubmitFacts& facts,
                              const Context& context) {
  if (message.id().empty()) return NotNow("NOT_FOUND", "Draft it first.");
  if (message.state() == Message::STATE_WAITING || message.state() == Message::STATE_SCHEDULED ||
      message.state() == Message::STATE_SENT)
    return AlreadySo{};
  if (IsOver(message)) return NotNow("MESSAGE_OVER", "It was cancelled: write a new message.");
  if (auto changed = WhyNotThisRevision(message, submission.revision)) return std::move(*changed);
  if (auto wrong = WhyNotSubmitted(submission, facts)) return std::move(*wrong);
  std::vector<MessageApproval> missing;
  std::vector<MessageApproval> given;
  for (const auto approval : facts.needed) {
    // Counsel's word is never the author's own.
    const bool own = approval != v1::MESSAGE_APPROVAL_COUNSEL && context.May(PermissionOf(approval));
    (own ? given : missing).push_back(approval);
  }
  MessageEvent event;
  if (missing.empty() && facts.send_at <= context.now) {
    event.mutable_sent()->set_recipients(facts.recipients);
    for (const auto approval : given) event.mutable_sent()->add_given(approval);
    return event;
  }
  auto& submitted = *event.mutable_submitted();
  submitted.set_recipients(facts.recipients);
  for (const auto approval : missing) submitted.add_needed(approval);
  for (const auto approval : given) submitted.add_given(approval);
  if (missing.empty()) *submitted.mutable_send_at() = ToProto(facts.send_at);
  return event;
}

Decision<MessageEvent> Approve(const Message& message, int revision, MessageApproval approval,
                               TimePoint send_at, const Context& context) {
  const bool given = std::any_of(message.approvals().begin(), message.approvals().end(),
                                 [&](const auto& one) { return one.approval() == approval; });
  if (given && message.state() != Message::STATE_DRAFT) return AlreadySo{};
  if (message.state() != Message::STATE_WAITING)
    return NotNow("NOTHING_TO_APPROVE", "Nobody is asked to agree to this message now.");
  if (auto changed = WhyNotThisRevision(message, revision)) return std::move(*changed);
  if (std::find(message.needed().begin(), message.needed().end(), approval) == message.needed().end())
    return NotNow("APPROVAL_NOT_NEEDED", "This message waits for somebody else.");
  if (message.needed(0) != approval) return NotNow("APPROVAL_OUT_OF_TURN", "Wait until counsel has agreed.");
  if (context.actor_id == message.author_id()) {
    return Refuse(Code::kPermissionDenied, "OWN_MESSAGE", "Somebody else than the author must agree.",
                  "message_id");
  }
  MessageEvent event;
  if (message.needed_size() == 1 && send_at <= context.now) {
    event.mutable_sent()->set_recipients(message.recipients());
    event.mutable_sent()->add_given(approval);
    return event;
  }
  event.mutable_approved()->set_approval(approval);
  if (message.needed_size() == 1) *event.mutable_approved()->mutable_send_at() = ToProto(send_at);
  return event;
}

Decision<MessageEvent> Return(const Message& message, const v1::ReturnMessageRequest& request,
                              const Context&) {
  if (message.state() == Message::STATE_DRAFT) return AlreadySo{};
  if (message.state() != Message::STATE_WAITING && message.state() != Message::STATE_SCHEDULED)
    return NotNow("NOTHING_TO_RETURN", "Only what waits can go back to its author.");
  if (request.reason().empty() || !IsPlainText(request.reason(), kReturnReasonBytesMax)) {
    return Refuse(Code::kInvalidArgument, "REASON_MISSING", "Say why, in at most 500 characters.", "reason");
  }
  MessageEvent event;
  event.mutable_returned()->set_reason(request.reason());
  return event;
}

Decision<MessageEvent> Cancel(const Message& message, const v1::CancelMessageRequest&, const Context&) {
  if (message.state() == Message::STATE_CANCELLED) return AlreadySo{};
  if (message.id().empty() || IsOver(message))
    return NotNow("MESSAGE_OVER", "It was sent: stop its notices, and close it with another message.");
  MessageEvent event;
  event.mutable_cancelled();
  return event;
}

Decision<MessageEvent> Clear(const Message& message, const v1::ClearMessageRequest&, const Context&) {
  if (message.has_cleared_at()) return AlreadySo{};
  if (message.kind() != v1::MESSAGE_KIND_OPENING || message.state() == Message::STATE_CANCELLED)
    return NotNow("NOT_AN_OPENING", "Name the opening message.");
  MessageEvent event;
  event.mutable_cleared();
  return event;
}

Decision<MessageEvent> NoteFollowUp(const Message& opening, const Message& follow_up, const Context&) {
  if (opening.state() != Message::STATE_SENT) return AlreadySo{};
  MessageEvent event;
  auto& sent = *event.mutable_follow_up_sent();
  sent.set_message_id(follow_up.id());
  sent.set_kind(follow_up.kind());
  if (follow_up.content().next_update_min() > 0) {
    *sent.mutable_next_update_at() =
        ToProto(FromProto(follow_up.sent_at()) + std::chrono::minutes{follow_up.content().next_update_min()});
  }
  return event;
}

Decision<MessageEvent> EndIncident(const Message& opening, const Context&) {
  if (opening.has_incident_ended_at() || opening.state() != Message::STATE_SENT ||
      opening.kind() != v1::MESSAGE_KIND_OPENING)
    return AlreadySo{};
  MessageEvent event;
  event.mutable_incident_ended();
  return event;
}

Decision<MessageEvent> Messages::Tick(const Message& message, const std::string& what,
                                      const Context& context) {
  MessageEvent event;
  if (what == "send" && message.state() == Message::STATE_SCHEDULED &&
      context.now >= FromProto(message.send_at())) {
    event.mutable_sent()->set_recipients(message.recipients());
    return event;
  }
  if (what == "owed" && message.state() == Message::STATE_SENT && message.has_remind_at() &&
      context.now >= FromProto(message.remind_at())) {
    event.mutable_update_owed();
    return event;
  }
  return AlreadySo{};
}

}  // namespace watchbell::notification
