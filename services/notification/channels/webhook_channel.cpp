#include "services/notification/channels/webhook_channel.hpp"

#include <nlohmann/json.hpp>

#include "common/webhook/secret.hpp"
#include "services/notification/channels/post_channel.hpp"
#include "services/notification/channels/provider.hpp"

namespace watchbell::notification::channels {
namespace {

std::string BodyOf(const OutgoingMessage& message, TimePoint now) {
  const nlohmann::ordered_json json{{"type", "notice.message"},
                                    {"timestamp", ToRfc3339(now)},
                                    {"data",
                                     {{"to", message.recipient_address},
                                      {"subject", message.subject},
                                      {"text", message.text},
                                      {"level", v1::Level_Name(message.level)},
                                      {"drill", message.drill}}}};
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

http::Request RequestOf(const OutgoingMessage& message, const std::string& url, const WebhookSecret& secret,
                        TimePoint now) {
  http::Request request{.url = url, .body = BodyOf(message, now)};
  request.headers = secret.Headers(message.dedupe_id, now, request.body);
  request.headers.emplace_back("Content-Type: application/json");
  return request;
}

Result<std::unique_ptr<Channel>> OpenKind(const ProviderSpec& spec, v1::Channel kind, const Clock& clock) {
  const auto url = spec.Need("url");
  const auto secret = spec.NeedFile("secret-file");
  if (!url) return tl::unexpected(url.error());
  if (!secret) return tl::unexpected(secret.error());
  return OpenWebhookChannel({.url = *url, .secret = *secret, .kind = kind}, clock);
}

}  // namespace

Result<std::unique_ptr<Channel>> OpenWebhookChannel(WebhookOptions options, Clock clock) {
  if (!options.url.starts_with("http://") && !options.url.starts_with("https://"))
    return Fail(Code::kInvalidArgument, "WEBHOOK_URL_INVALID", "Use an http:// or https:// address.",
                "webhook.url");
  auto secret = WebhookSecret::Parse(options.secret);
  if (!secret) return tl::unexpected(secret.error());
  http::SenderOptions sender{.connections = options.connections,
                             .queue_max = options.queue_max,
                             .connect_timeout = options.connect_timeout,
                             .timeout = options.timeout,
                             .proxy = options.proxy,
                             // The operator named the provider at the start; it may well stand in the
                             // district's own house.
                             .plain_allowed = true,
                             .inside_allowed = true};
  PostForm form{
      .kind = options.kind,
      .compose = [url = std::move(options.url), secret = std::move(*secret), clock = std::move(clock)](
                     const OutgoingMessage& message) { return RequestOf(message, url, secret, clock()); },
      .read = {}};
  return OpenPostChannel(std::move(form), std::move(sender));
}

// url=, secret-file=
Result<std::unique_ptr<Channel>> OpenWebhook(const ProviderSpec& spec, const Clock& clock) {
  return OpenKind(spec, v1::CHANNEL_WEBHOOK, clock);
}

// A gateway to the loudspeakers, SIP or other: `to` is the code of the school, the text is read aloud.
Result<std::unique_ptr<Channel>> OpenIntercom(const ProviderSpec& spec, const Clock& clock) {
  return OpenKind(spec, v1::CHANNEL_INTERCOM, clock);
}

}  // namespace watchbell::notification::channels
