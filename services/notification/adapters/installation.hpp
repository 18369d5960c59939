// What this installation reaches people by: the operator's providers, opened as the two lanes of each
// channel.
#pragma once

#include <string>
#include <vector>

#include "services/notification/adapters/courier.hpp"
#include "services/notification/channels/provider.hpp"

namespace watchbell::notification {

struct ProviderFlags {
  std::string smtp;
  std::string mail_from = "alerts@watchbell.example";
  std::string webhook_url;
  std::string webhook_secret_file;
  std::vector<std::string> providers;
};

// In the order in which they are named; those of the short flags first.
Result<std::vector<channels::ProviderSpec>> SpecsOf(const ProviderFlags& flags);
Result<std::vector<Lanes>> OpenChannels(const std::vector<channels::ProviderSpec>& specs, const Clock& clock);

}  // namespace watchbell::notification
