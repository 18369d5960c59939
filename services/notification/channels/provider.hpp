// The providers of an installation, as the operator writes them, and how each is opened.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "common/result/result.hpp"
#include "common/time/clock.hpp"
#include "services/notification/channels/channel.hpp"

namespace watchbell::notification::channels {

inline constexpr std::size_t kProviderNameMax = 32;

// "name=twilio-a kind=twilio-sms url=https://api.twilio.com account=AC1 token-file=/run/...
// from=+12035550100"
struct ProviderSpec {
  std::string name;  // lower-case letters, digits and hyphens: stands in deliveries and in callback addresses
  std::string kind;  // one of Kinds()
  std::map<std::string, std::string> options;  // of the kind

  // Or why it cannot do without it.
  Result<std::string> Need(const std::string& option) const;
  std::string Get(const std::string& option, std::string otherwise = {}) const;
  // What the file that the option names holds, without the end of its line.
  Result<std::string> NeedFile(const std::string& option) const;
  // At least 1; `otherwise` where nothing or no number is said.
  int Number(const std::string& option, int otherwise) const;
};

Result<ProviderSpec> ParseProvider(std::string_view text);

struct Kind {
  std::string_view name;
  v1::Channel channel;
  Result<std::unique_ptr<Channel>> (*open)(const ProviderSpec&, const Clock&);
};
// Null: there is none of that name.
const Kind* FindKind(std::string_view name);

// Every kind: one file, and one line in provider.cpp.
Result<std::unique_ptr<Channel>> OpenSmtp(const ProviderSpec& spec, const Clock& clock);
Result<std::unique_ptr<Channel>> OpenWebhook(const ProviderSpec& spec, const Clock& clock);
Result<std::unique_ptr<Channel>> OpenIntercom(const ProviderSpec& spec, const Clock& clock);
Result<std::unique_ptr<Channel>> OpenTwilioText(const ProviderSpec& spec, const Clock& clock);
Result<std::unique_ptr<Channel>> OpenTwilioCall(const ProviderSpec& spec, const Clock& clock);
Result<std::unique_ptr<Channel>> OpenWebPush(const ProviderSpec& spec, const Clock& clock);

}  // namespace watchbell::notification::channels
