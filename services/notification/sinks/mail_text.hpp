// Reading a mail as a person's mail program would: headers unfolded, encoded words and quoted-printable
// decoded.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "services/notification/sinks/message_store.hpp"

namespace watchbell::notification::sinks {

// Lines "Name: value" with CRLF between; names in lower case, folded lines joined.
std::map<std::string, std::string> ParseHeaders(std::string_view text);

// "=?UTF-8?B?...?=" words become UTF-8; anything else stays as it is.
std::string DecodeHeader(std::string_view value);
std::string DecodeQuotedPrintable(std::string_view text);

// Headers, subject and body.
Message ParseMail(std::string_view mail);

}  // namespace watchbell::notification::sinks
