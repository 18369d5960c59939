// The text of a mail on the wire: RFC 5322 headers and a quoted-printable body in UTF-8.
#pragma once

#include <string>
#include <string_view>

#include "common/time/clock.hpp"
#include "services/notification/channels/channel.hpp"

namespace watchbell::notification::channels {

inline constexpr std::size_t kSenderNameMax = 40;  // bytes, so that it fits one encoded word

struct MailSender {
  std::string name;     // shown to people; may be empty
  std::string address;  // also who gets the provider's bounces
};

// The message has passed Refuse, and both addresses IsMailAddress. Message-ID is the dedupe id at the
// sender's domain, so that a mail program shows a repeated one once.
std::string ComposeMail(const MailSender& sender, const OutgoingMessage& message, TimePoint now);

// As it is where it is plain ASCII, else as encoded words of RFC 2047, folded.
std::string EncodeHeader(std::string_view text);
std::string EncodeQuotedPrintable(std::string_view text);

}  // namespace watchbell::notification::channels
