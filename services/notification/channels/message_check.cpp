#include "services/notification/channels/message_check.hpp"

#include <algorithm>

#include "services/notification/channels/reasons.hpp"

namespace watchbell::notification::channels {
namespace {

bool IsControl(char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; }

bool IsDedupeId(std::string_view id) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  return !id.empty() && id.size() <= kDedupeIdMax && std::all_of(id.begin(), id.end(), allowed);
}

}  // namespace

SendResult Refused(v1::Attempt::State state, std::string_view reason) {
  return {.state = state, .reason = std::string(reason)};
}

std::optional<SendResult> Refuse(const OutgoingMessage& message) {
  if (message.recipient_address.empty()) return Refused(v1::Attempt::STATE_UNREACHABLE, kNoAddress);
  if (std::any_of(message.recipient_address.begin(), message.recipient_address.end(), IsControl))
    return Refused(v1::Attempt::STATE_FAILED, kInvalidAddress);
  if (!IsDedupeId(message.dedupe_id) || message.subject.size() > kSubjectBytesMax ||
      message.text.size() > kTextBytesMax ||
      std::any_of(message.subject.begin(), message.subject.end(), IsControl))
    return Refused(v1::Attempt::STATE_FAILED, kInvalidMessage);
  return std::nullopt;
}

}  // namespace watchbell::notification::channels
