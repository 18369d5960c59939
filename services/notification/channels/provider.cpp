#include "services/notification/channels/provider.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <iterator>
#include <sstream>

namespace watchbell::notification::channels {
namespace {

constexpr std::array kKinds{
    Kind{"smtp", v1::CHANNEL_EMAIL, &OpenSmtp},
    Kind{"webhook", v1::CHANNEL_WEBHOOK, &OpenWebhook},
    Kind{"twilio-sms", v1::CHANNEL_SMS, &OpenTwilioText},
    Kind{"twilio-voice", v1::CHANNEL_VOICE, &OpenTwilioCall},
    Kind{"web-push", v1::CHANNEL_PUSH, &OpenWebPush},
    Kind{"intercom", v1::CHANNEL_INTERCOM, &OpenIntercom},
};

bool IsName(std::string_view text) {
  return !text.empty() && text.size() <= kProviderNameMax &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

tl::unexpected<Error> Missing(const ProviderSpec& spec, const std::string& option) {
  return Fail(Code::kInvalidArgument, "PROVIDER_INCOMPLETE",
              "Give the provider \"" + spec.name + "\" " + option + "=...", option);
}

}  // namespace

const Kind* FindKind(std::string_view name) {
  const auto* const found =
      std::find_if(kKinds.begin(), kKinds.end(), [&](const Kind& kind) { return kind.name == name; });
  return found == kKinds.end() ? nullptr : found;
}

Result<ProviderSpec> ParseProvider(std::string_view text) {
  ProviderSpec spec;
  std::istringstream words{std::string{text}};
  for (std::string word; words >> word;) {
    const auto sign = word.find('=');
    if (sign == std::string::npos) {
      return Fail(Code::kInvalidArgument, "PROVIDER_MALFORMED", "Write option=value, with blanks between.",
                  "provider");
    }
    const auto option = word.substr(0, sign);
    auto value = word.substr(sign + 1);
    if (option == "name")
      spec.name = std::move(value);
    else if (option == "kind")
      spec.kind = std::move(value);
    else
      spec.options[option] = std::move(value);
  }
  if (!IsName(spec.name) || FindKind(spec.kind) == nullptr) {
    return Fail(Code::kInvalidArgument, "PROVIDER_UNKNOWN",
                "Give each provider name= (lower-case letters, digits, hyphens) and a kind= that there is.",
                "provider");
  }
  return spec;
}

Result<std::string> ProviderSpec::Need(const std::string& option) const {
  const auto known = options.find(option);
  if (known == options.end() || known->second.empty()) return Missing(*this, option);
  return known->second;
}

std::string ProviderSpec::Get(const std::string& option, std::string otherwise) const {
  const auto known = options.find(option);
  if (known == options.end()) return otherwise;
  return known->second;
}

Result<std::string> ProviderSpec::NeedFile(const std::string& option) const {
  const auto path = Need(option);
  if (!path) return path;
  std::ifstream in(*path, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(in), {}};
  while (!content.empty() && (content.back() == '\n' || content.back() == '\r')) content.pop_back();
  if (content.empty()) return Missing(*this, option);
  return content;
}

int ProviderSpec::Number(const std::string& option, int otherwise) const {
  const auto text = Get(option);
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool good = error == std::errc{} && end == text.data() + text.size() && number >= 1;
  return good ? number : otherwise;
}

}  // namespace watchbell::notification::channels
