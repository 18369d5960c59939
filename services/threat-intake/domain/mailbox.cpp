#include "services/threat-intake/domain/mailbox.hpp"

namespace watchbell::threat_intake {

using v1::TipMessage;
using v1::TipMessageEvent;

void TipMessages::Evolve(TipMessage& message, const TipMessageEvent& event) {
  switch (event.fact_case()) {
    case TipMessageEvent::kSent:
      message = event.sent().tip_message();
      message.set_author_id(event.meta().actor_id());
      *message.mutable_at() = event.meta().at();
      return;
    case TipMessageEvent::FACT_NOT_SET: return;
  }
}

Indexes TipMessages::IndexesOf(const TipMessage& message) {
  return {
      {"tip:" + message.tip_id(), static_cast<double>(FromProto(message.at()).time_since_epoch().count())}};
}

Decision<TipMessageEvent> SendMessage(const TipMessage& message, const NewMessage& content,
                                      const Context& context) {
  if (message.has_at()) return AlreadySo{};
  if (content.text.find_first_not_of(" \t\r\n") == std::string::npos) {
    return Refuse(Code::kInvalidArgument, "TEXT_MISSING", "Write the message.", "text");
  }
  if (content.text.size() > kTextBytesMax) {
    return Refuse(Code::kInvalidArgument, "TEXT_TOO_LONG", "Shorten the text to 4,000 characters.", "text");
  }
  TipMessageEvent event;
  auto& sent = *event.mutable_sent()->mutable_tip_message();
  sent.set_id(context.id);
  sent.set_school(content.school);
  sent.set_tip_id(content.tip_id);
  sent.set_from(content.from);
  sent.set_text(content.text);
  return event;
}

v1::MailboxMessage ForSender(const TipMessage& message) {
  v1::MailboxMessage shown;
  shown.set_from(message.from());
  shown.set_text(message.text());
  *shown.mutable_at() = message.at();
  return shown;
}

v1::TipStatus StatusOf(const v1::Tip& tip) {
  v1::TipStatus status;
  // That somebody called it spam is not the sender's business: to them it is closed.
  status.set_state(IsOpen(tip) ? tip.state() : v1::Tip::STATE_CLOSED);
  if (tip.has_acknowledged_at()) *status.mutable_acknowledged_at() = tip.acknowledged_at();
  status.mutable_questions()->CopyFrom(tip.questions());
  status.set_assigned(!tip.primary_id().empty());
  return status;
}

}  // namespace watchbell::threat_intake
