#include "services/notification/adapters/provider_desk.hpp"

#include <charconv>

#include "services/notification/channels/form.hpp"
#include "services/notification/channels/twilio.hpp"

namespace watchbell::notification {
namespace {

std::string Of(const std::map<std::string, std::string>& headers, const char* name) {
  const auto known = headers.find(name);
  return known == headers.end() ? std::string{} : known->second;
}

}  // namespace

Result<ProviderDesk> ProviderDesk::Of(const std::vector<channels::ProviderSpec>& specs, bool public_feed) {
  ProviderDesk desk;
  desk.public_feed_ = public_feed;
  for (const auto& spec : specs) {
    Keys keys{.token = {}, .callback = spec.Get("callback"), .bounce = {}};
    if (!spec.Get("token-file").empty()) {
      auto token = spec.NeedFile("token-file");
      if (!token) return tl::unexpected<Error>(token.error());
      keys.token = std::move(*token);
    }
    if (!spec.Get("bounce-secret-file").empty()) {
      const auto text = spec.NeedFile("bounce-secret-file");
      if (!text) return tl::unexpected<Error>(text.error());
      const auto secret = WebhookSecret::Parse(*text);
      if (!secret) return tl::unexpected<Error>(secret.error());
      keys.bounce = *secret;
    }
    if (!desk.by_name_.emplace(spec.name, std::move(keys)).second) {
      return Fail(Code::kInvalidArgument, "PROVIDER_TWICE", "Give each provider a name of its own.", "name");
    }
  }
  return desk;
}

std::optional<std::map<std::string, std::string>> ProviderDesk::OpenForm(const std::string& provider,
                                                                         const std::string& path,
                                                                         const std::string& body,
                                                                         const std::string& signature) const {
  const auto keys = by_name_.find(provider);
  if (keys == by_name_.end() || keys->second.token.empty() || keys->second.callback.empty())
    return std::nullopt;
  auto form = channels::ParseForm(body);
  if (!form ||
      !channels::IsTwilioSignature(signature, keys->second.token, keys->second.callback + path, *form))
    return std::nullopt;
  return form;
}

bool ProviderDesk::IsBounce(const std::string& provider, const std::string& body,
                            const std::map<std::string, std::string>& headers, TimePoint now) const {
  const auto keys = by_name_.find(provider);
  if (keys == by_name_.end() || !keys->second.bounce) return false;
  const auto stamp = notification::Of(headers, "webhook-timestamp");
  std::int64_t timestamp = 0;
  const auto [end, error] = std::from_chars(stamp.data(), stamp.data() + stamp.size(), timestamp);
  if (error != std::errc{} || end != stamp.data() + stamp.size()) return false;
  const auto age = now - TimePoint{std::chrono::seconds{timestamp}};
  if (age > kSignatureGood || age < -kSignatureGood) return false;
  return keys->second.bounce->Matches(notification::Of(headers, "webhook-signature"),
                                      notification::Of(headers, "webhook-id"), timestamp, body);
}

}  // namespace watchbell::notification
