// Text messages and calls through Twilio, or whoever speaks as it does.
//   url=https://api.twilio.com account=AC... token-file=... from=+1... callback=https://our.public.address
#include <sodium.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "services/notification/channels/form.hpp"
#include "services/notification/channels/message_check.hpp"
#include "services/notification/channels/post_channel.hpp"
#include "services/notification/channels/provider.hpp"
#include "services/notification/channels/reasons.hpp"
#include "services/notification/channels/twilio.hpp"

namespace watchbell::notification::channels {
namespace {

constexpr int kConnections = 64;
constexpr std::size_t kAnswerBytesMax = 16 * 1024;
constexpr std::size_t kNumberMax = 16;   // "+" and 15 digits: E.164
constexpr std::size_t kTextMax = 1'600;  // Twilio takes no longer one
constexpr int kUnsubscribed = 21610;     // the recipient said STOP to the provider (N5)
constexpr int kInvalidNumbers[] = {21211, 21614, 13224};

struct Account {
  std::string name;
  std::string url;  // of messages or calls
  std::string authorization;
  std::string from;
  std::string callback;  // where statuses are reported; empty: nowhere
};

bool IsNumber(std::string_view text) {
  return text.size() >= 3 && text.size() <= kNumberMax && text.front() == '+' &&
         std::all_of(text.begin() + 1, text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string Base64(const std::string& bytes) {
  std::string code(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(code.data(), code.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  code.pop_back();
  return code;
}

Result<Account> AccountOf(const ProviderSpec& spec, const std::string& what) {
  const auto url = spec.Need("url");
  const auto account = spec.Need("account");
  const auto token = spec.NeedFile("token-file");
  const auto from = spec.Need("from");
  for (const auto* option : {&url, &account, &token, &from}) {
    if (!*option) return tl::unexpected(option->error());
  }
  if (!IsNumber(*from)) {
    return Fail(Code::kInvalidArgument, "PROVIDER_NUMBER_INVALID", "Give the number as +12035550100.",
                "from");
  }
  return Account{.name = spec.name,
                 .url = *url + "/2010-04-01/Accounts/" + *account + "/" + what + ".json",
                 .authorization = "Authorization: Basic " + Base64(*account + ":" + *token),
                 .from = *from,
                 .callback = spec.Get("callback")};
}

std::string CallbackOf(const Account& account, const OutgoingMessage& message) {
  if (account.callback.empty() || message.report.empty()) return {};
  return account.callback + "/provider/" + account.name + "/status/" + message.report;
}

using Fields = std::vector<std::pair<std::string, std::string>>;

http::Request RequestOf(const Account& account, const OutgoingMessage& message, const Fields& fields) {
  return {.url = account.url,
          .headers = {account.authorization, "Content-Type: application/x-www-form-urlencoded",
                      "I-Twilio-Idempotency-Token: " + message.dedupe_id},
          .body = EncodeForm(fields)};
}

void Read(const http::Answer& answer, SendResult& result) {
  const auto json = nlohmann::json::parse(answer.body, nullptr, false);
  if (!json.is_object()) return;
  if (answer.Accepted()) {
    if (json.contains("sid") && json["sid"].is_string()) result.provider_id = json["sid"].get<std::string>();
    return;
  }
  const int code = json.contains("code") && json["code"].is_number_integer() ? json["code"].get<int>() : 0;
  if (code == kUnsubscribed) {
    result.state = v1::Attempt::STATE_UNREACHABLE;
    result.reason = kAddressStopped;
  } else if (std::find(std::begin(kInvalidNumbers), std::end(kInvalidNumbers), code) !=
             std::end(kInvalidNumbers)) {
    result.reason = kInvalidAddress;
  }
}

template <class FieldsOf>
Result<std::unique_ptr<Channel>> Open(const ProviderSpec& spec, const std::string& what, v1::Channel kind,
                                      FieldsOf fields_of) {
  auto account = AccountOf(spec, what);
  if (!account) return tl::unexpected(account.error());
  PostForm form{.kind = kind,
                .compose = [account = std::move(*account), fields_of](
                               const OutgoingMessage& message) -> std::variant<http::Request, SendResult> {
                  if (!IsNumber(message.recipient_address))
                    return Refused(v1::Attempt::STATE_FAILED, kInvalidAddress);
                  Fields fields{{"To", message.recipient_address}, {"From", account.from}};
                  fields_of(account, message, fields);
                  return RequestOf(account, message, fields);
                },
                .read = &Read};
  return OpenPostChannel(std::move(form),
                         {.connections = static_cast<std::size_t>(spec.Number("connections", kConnections)),
                          .answer_bytes_max = kAnswerBytesMax,
                          .plain_allowed = true,
                          .inside_allowed = true});
}

// Not through the middle of a character.
std::string Cut(const std::string& text) {
  if (text.size() <= kTextMax) return text;
  std::size_t size = kTextMax;
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
  return text.substr(0, size);
}

}  // namespace

Result<std::unique_ptr<Channel>> OpenTwilioText(const ProviderSpec& spec, const Clock&) {
  return Open(spec, "Messages", v1::CHANNEL_SMS,
              [](const Account& account, const OutgoingMessage& message, Fields& fields) {
                fields.emplace_back("Body", Cut(message.text));
                if (auto callback = CallbackOf(account, message); !callback.empty())
                  fields.emplace_back("StatusCallback", std::move(callback));
              });
}

Result<std::unique_ptr<Channel>> OpenTwilioCall(const ProviderSpec& spec, const Clock&) {
  return Open(spec, "Calls", v1::CHANNEL_VOICE,
              [](const Account& account, const OutgoingMessage& message, Fields& fields) {
                const auto callback = CallbackOf(account, message);
                fields.emplace_back("Twiml", CallScript(message, callback));
                if (!callback.empty()) fields.emplace_back("StatusCallback", callback);
              });
}

}  // namespace watchbell::notification::channels
