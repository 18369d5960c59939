#include "services/notification/channels/webhook_channel.hpp"

#include <nlohmann/json.hpp>

#include "common/webhook/secret.hpp"
#include "services/notification/channels/curl_loop.hpp"
#include "services/notification/channels/message_check.hpp"
#include "services/notification/channels/reasons.hpp"

namespace watchbell::notification::channels {
namespace {

constexpr std::size_t kAnswerBytesMax = 64 * 1024;  // nobody reads it; a provider that says more is broken

struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

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

class WebhookTransfer final : public Transfer {
 public:
  WebhookTransfer(const OutgoingMessage& message, Done done, const WebhookSecret& secret, TimePoint now)
      : body_(BodyOf(message, now)), done_(std::move(done)) {
    const auto timestamp = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
    AddHeader("Content-Type: application/json");
    AddHeader("Expect:");  // the body is small: never wait for leave to send it
    AddHeader("webhook-id: " + message.dedupe_id);
    AddHeader("webhook-timestamp: " + std::to_string(timestamp));
    AddHeader("webhook-signature: " + secret.Sign(message.dedupe_id, timestamp, body_));
  }

  void Prepare(CURL* handle) override {
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers_.get());
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body_.size()));
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, body_.data());
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, this);
  }

  void Finish(CURL* handle, CURLcode code) override {
    SendResult result;
    long status = 0;
    if (code == CURLE_OK) curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    if (status / 100 == 2)
      result.state = v1::Attempt::STATE_SENT;
    else
      result.reason = code == CURLE_OK ? ReasonOfStatus(status) : ReasonOfFailure(code);
    result.duration =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun_);
    done_(std::move(result));
  }

  Done TakeDone() { return std::move(done_); }

  static std::size_t Discard(char*, std::size_t size, std::size_t count, void* transfer) {
    auto& got = static_cast<WebhookTransfer*>(transfer)->answer_bytes_;
    got += size * count;
    return got <= kAnswerBytesMax ? size * count : 0;
  }

 private:
  void AddHeader(const std::string& line) {
    curl_slist* longer = curl_slist_append(headers_.get(), line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    (void)headers_.release();
    headers_.reset(longer);
  }

  static std::string_view ReasonOfStatus(long status) {
    if (status == 429 || status == 503) return kProviderBusy;
    return status >= 500 ? kProviderError : kProviderRefused;
  }

  const std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  const std::string body_;
  Done done_;
  std::unique_ptr<curl_slist, FreeList> headers_;
  std::size_t answer_bytes_ = 0;
};

class WebhookChannel final : public Channel {
 public:
  WebhookChannel(WebhookOptions options, WebhookSecret secret, Clock clock)
      : options_(std::move(options)),
        secret_(std::move(secret)),
        clock_(std::move(clock)),
        loop_({.threads = 1, .transfers_per_thread = options_.connections, .queue_max = options_.queue_max},
              [this](CURL* handle) { Configure(handle); }) {}

  void Send(OutgoingMessage message, Done done) override {
    if (auto refused = Refuse(message)) return done(std::move(*refused));
    std::unique_ptr<Transfer> transfer =
        std::make_unique<WebhookTransfer>(message, std::move(done), secret_, clock_());
    if (!loop_.Submit(transfer))
      static_cast<WebhookTransfer&>(*transfer).TakeDone()(Refused(v1::Attempt::STATE_FAILED, kQueueFull));
  }
  v1::Channel kind() const override { return v1::CHANNEL_WEBHOOK; }

 private:
  void Configure(CURL* handle) const {
    curl_easy_setopt(handle, CURLOPT_URL, options_.url.c_str());
    curl_easy_setopt(handle, CURLOPT_PROXY, options_.proxy.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_POST, 1L);
    curl_easy_setopt(handle, CURLOPT_USERAGENT, "watchbell");
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &WebhookTransfer::Discard);
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options_.connect_timeout.count()));
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(options_.timeout.count()));
  }

  const WebhookOptions options_;
  const WebhookSecret secret_;
  const Clock clock_;
  CurlLoop loop_;  // last: its threads use the others
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
