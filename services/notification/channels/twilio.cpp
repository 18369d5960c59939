#include "services/notification/channels/twilio.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include "services/notification/channels/reasons.hpp"

namespace watchbell::notification::channels {
namespace {

// "Attempt to send to unsubscribed recipient": STOP was said to the provider (N5).
constexpr std::string_view kUnsubscribed = "21610";

std::string Escaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&': escaped += "&amp;"; break;
      case '<': escaped += "&lt;"; break;
      case '>': escaped += "&gt;"; break;
      case '"': escaped += "&quot;"; break;
      default:
        if (static_cast<unsigned char>(c) >= ' ' || c == '\n') escaped.push_back(c);
    }
  }
  return escaped;
}

std::string Field(const std::map<std::string, std::string>& form, const char* name) {
  const auto known = form.find(name);
  return known == form.end() ? std::string{} : known->second;
}

}  // namespace

std::string TwilioSignature(const std::string& token, const std::string& url,
                            const std::map<std::string, std::string>& form) {
  std::string text = url;
  for (const auto& [name, value] : form) text += name + value;
  unsigned char mac[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  HMAC(EVP_sha1(), token.data(), static_cast<int>(token.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), mac, &size);
  std::string code(sodium_base64_ENCODED_LEN(size, sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(code.data(), code.size(), mac, size, sodium_base64_VARIANT_ORIGINAL);
  code.pop_back();  // the terminating zero
  return code;
}

bool IsTwilioSignature(std::string_view signature, const std::string& token, const std::string& url,
                       const std::map<std::string, std::string>& form) {
  const auto right = TwilioSignature(token, url, form);
  return signature.size() == right.size() && sodium_memcmp(signature.data(), right.data(), right.size()) == 0;
}

v1::Attempt TwilioStatus(const std::map<std::string, std::string>& form) {
  v1::Attempt attempt;
  const auto text = Field(form, "MessageStatus");
  const auto call = Field(form, "CallStatus");
  const auto& status = text.empty() ? call : text;
  attempt.set_provider_id(Field(form, text.empty() ? "CallSid" : "MessageSid"));
  if (status == "delivered" || status == "read" || status == "completed") {
    attempt.set_state(v1::Attempt::STATE_DELIVERED);
  } else if (Field(form, "ErrorCode") == kUnsubscribed) {
    attempt.set_state(v1::Attempt::STATE_UNREACHABLE);
    attempt.set_reason(std::string{kAddressStopped});
  } else if (status == "undelivered" || status == "failed") {
    attempt.set_state(v1::Attempt::STATE_FAILED);
    attempt.set_reason("NOT_DELIVERED");
  } else if (status == "busy" || status == "no-answer" || status == "canceled") {
    attempt.set_state(v1::Attempt::STATE_FAILED);
    attempt.set_reason("NO_ANSWER");
  }
  return attempt;
}

std::string CallScript(const OutgoingMessage& message, const std::string& action) {
  const std::string say = "<Say language=\"" + Escaped(message.language.empty() ? "en" : message.language) +
                          "\">" + Escaped(message.text) + "</Say>";
  if (action.empty()) return "<Response>" + say + say + "</Response>";
  return "<Response><Gather numDigits=\"1\" timeout=\"5\" action=\"" + Escaped(action) + "\">" + say + say +
         "</Gather></Response>";
}

}  // namespace watchbell::notification::channels
