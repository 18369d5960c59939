// How we know that a message comes from a provider, and what our pages are called from outside.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/webhook/secret.hpp"
#include "services/notification/channels/provider.hpp"

namespace watchbell::notification {

inline constexpr std::chrono::minutes kSignatureGood{5};  // Standard Webhooks

class ProviderDesk {
 public:
  // Of a provider of texts or calls: token-file= and callback=; of a mail server: bounce-secret-file=.
  static Result<ProviderDesk> Of(const std::vector<channels::ProviderSpec>& specs, bool public_feed);

  // The form that the provider posted to `path`. Nothing: it is not the provider's, or no form.
  std::optional<std::map<std::string, std::string>> OpenForm(const std::string& provider,
                                                             const std::string& path, const std::string& body,
                                                             const std::string& signature) const;
  // Whether the mail server posted it, signed as in Standard Webhooks, just now.
  bool IsBounce(const std::string& provider, const std::string& body,
                const std::map<std::string, std::string>& headers, TimePoint now) const;
  bool public_feed() const { return public_feed_; }

 private:
  struct Keys {
    std::string token;
    std::string callback;
    std::optional<WebhookSecret> bounce;
  };
  std::map<std::string, Keys> by_name_;
  bool public_feed_ = false;
};

}  // namespace watchbell::notification
