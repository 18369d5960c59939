// The district's push provider, told by HTTP: one signed POST for each recipient.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "common/result/result.hpp"
#include "common/time/clock.hpp"
#include "services/notification/channels/channel.hpp"

namespace watchbell::notification::channels {

inline constexpr std::chrono::milliseconds kWebhookConnectTimeout{2'000};
inline constexpr std::chrono::milliseconds kWebhookTimeout{5'000};  // the whole request

struct WebhookOptions {
  std::string url;     // http:// or https://; a number for a host needs no name server
  std::string secret;  // "whsec_..."
  std::string proxy;   // empty: none; the environment is not asked
  // WEBHOOK, or INTERCOM: the same message, to whatever makes it heard in a building.
  v1::Channel kind = v1::CHANNEL_WEBHOOK;
  std::size_t connections = 64;
  std::size_t queue_max = 50'000;
  std::chrono::milliseconds connect_timeout = kWebhookConnectTimeout;
  std::chrono::milliseconds timeout = kWebhookTimeout;
};

// The body is JSON: {"type": "notice.message", "timestamp": RFC 3339, "data": {"to", "subject", "text",
// "level": "LEVEL_EMERGENCY", "drill"}}, the id that receivers deduplicate by is the header webhook-id. 2xx
// is SENT; 429 and 503 are PROVIDER_BUSY, other 5xx PROVIDER_ERROR, everything else PROVIDER_REFUSED.
Result<std::unique_ptr<Channel>> OpenWebhookChannel(WebhookOptions options, Clock clock);

}  // namespace watchbell::notification::channels
