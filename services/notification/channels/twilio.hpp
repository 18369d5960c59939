// What Twilio, and whoever speaks as it does, signs and says. (twilio.com/docs/usage/security)
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "services/notification/channels/channel.hpp"

namespace watchbell::notification::channels {

// The value of the header X-Twilio-Signature: base64 of HMAC-SHA1 under the account's token over the address
// and every field of the form, sorted by name.
std::string TwilioSignature(const std::string& token, const std::string& url,
                            const std::map<std::string, std::string>& form);
// Takes as long for a wrong one as for the right one.
bool IsTwilioSignature(std::string_view signature, const std::string& token, const std::string& url,
                       const std::map<std::string, std::string>& form);

// Of the fields MessageStatus or CallStatus, and ErrorCode. UNSPECIFIED: nothing that would be known for
// good.
v1::Attempt TwilioStatus(const std::map<std::string, std::string>& form);

// What is read to whoever is called: the text twice, and a key confirms it, reported to `action`.
std::string CallScript(const OutgoingMessage& message, const std::string& action);

}  // namespace watchbell::notification::channels
