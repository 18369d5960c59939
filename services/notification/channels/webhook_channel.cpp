#include "services/notification/channels/webhook_channel.hpp"

#include <nlohmann/json.hpp>

#include "common/http_out/sender.hpp"
#include "common/webhook/secret.hpp"
#include "services/notification/channels/message_check.hpp"
#include "services/notification/channels/reasons.hpp"

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

std::string_view ReasonOfStatus(long status) {
  if (status == 429 || status == 503) return kProviderBusy;
  return status >= 500 ? kProviderError : kProviderRefused;
}

SendResult ResultOf(const http::Answer& answer) {
  SendResult result{.duration = answer.duration};
  if (answer.Accepted())
    result.state = v1::Attempt::STATE_SENT;
  else
    result.reason = answer.code == CURLE_OK ? ReasonOfStatus(answer.status) : ReasonOfFailure(answer.code);
  return result;
}

class WebhookChannel final : public Channel {
 public:
  WebhookChannel(const WebhookOptions& options, WebhookSecret secret, Clock clock)
      : url_(options.url),
        secret_(std::move(secret)),
        clock_(std::move(clock)),
        sender_(
            {.connections = options.connections,
             .queue_max = options.queue_max,
             .connect_timeout = options.connect_timeout,
             .timeout = options.timeout,
             .proxy = options.proxy,
             // The operator named the provider at the start; it may well stand in the district's own house.
             .plain_allowed = true,
             .inside_allowed = true}) {}

  void Send(OutgoingMessage message, Done done) override {
    if (auto refused = Refuse(message)) return done(std::move(*refused));
    const bool taken = sender_.Post(RequestOf(message, url_, secret_, clock_()),
                                    [done](const http::Answer& answer) { done(ResultOf(answer)); });
    if (!taken) done(Refused(v1::Attempt::STATE_FAILED, kQueueFull));
  }
  v1::Channel kind() const override { return v1::CHANNEL_WEBHOOK; }

 private:
  const std::string url_;
  const WebhookSecret secret_;
  const Clock clock_;
  http::Sender sender_;  // last: its threads use the others
};

}  // namespace

Result<std::unique_ptr<Channel>> OpenWebhookChannel(WebhookOptions options, Clock clock) {
  if (!options.url.starts_with("http://") && !options.url.starts_with("https://"))
    return Fail(Code::kInvalidArgument, "WEBHOOK_URL_INVALID", "Use an http:// or https:// address.",
                "webhook.url");
  auto secret = WebhookSecret::Parse(options.secret);
  if (!secret) return tl::unexpected(secret.error());
  return std::make_unique<WebhookChannel>(std::move(options), std::move(*secret), std::move(clock));
}

}  // namespace watchbell::notification::channels
