// The push services of browsers: RFC 8030, with the sender's key of RFC 8292 (VAPID).
//   key-file=PEM of a P-256 key, contact=mailto:... inside=yes (only where the service stands in our own
//   house)
// The recipient's address is the subscription as the browser gave it: {"endpoint", "keys": {"p256dh",
// "auth"}}.
#include <sodium.h>

#include <map>
#include <mutex>
#include <nlohmann/json.hpp>

#include "common/identity/es256.hpp"
#include "services/notification/channels/message_check.hpp"
#include "services/notification/channels/post_channel.hpp"
#include "services/notification/channels/provider.hpp"
#include "services/notification/channels/reasons.hpp"
#include "services/notification/channels/web_push_crypto.hpp"

namespace watchbell::notification::channels {
namespace {

constexpr int kConnections = 64;
constexpr std::chrono::hours kTokenLife{12};  // RFC 8292 2: at most 24
constexpr std::chrono::hours kTokenAgain{6};
constexpr std::size_t kTokensMax = 64;  // there are about five push services
constexpr std::size_t kSaltSize = 16;
constexpr long kGone = 410;
constexpr long kUnknown = 404;
constexpr int kTtlSeconds = 4 * 60 * 60;

struct Subscription {
  std::string endpoint;
  PushReceiver receiver;
};

std::optional<Subscription> Parse(const std::string& address) {
  const auto json = nlohmann::json::parse(address, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  const auto keys = json.value("keys", nlohmann::json::object());
  const auto text = [](const nlohmann::json& in, const char* name) {
    return in.is_object() && in.contains(name) && in[name].is_string() ? in[name].get<std::string>() : "";
  };
  const auto key = DecodeUrl64(text(keys, "p256dh"));
  const auto auth = DecodeUrl64(text(keys, "auth"));
  auto endpoint = text(json, "endpoint");
  const bool good = endpoint.starts_with("https://") || endpoint.starts_with("http://");
  const bool one_line = endpoint.find_first_of("\r\n ") == std::string::npos;
  if (!key || !auth || !good || !one_line) return std::nullopt;
  return Subscription{std::move(endpoint), {*key, *auth}};
}

// "https://push.example:8443/x/y" -> "https://push.example:8443"
std::string OriginOf(const std::string& endpoint) {
  return endpoint.substr(0, endpoint.find('/', endpoint.find("://") + 3));
}

// Who sends: a token for each push service, made again long before it ends. Thread-safe.
class Vapid {
 public:
  Vapid(identity::Es256Key key, std::string public_key, std::string contact, Clock clock)
      : key_(std::move(key)),
        public_key_(std::move(public_key)),
        contact_(std::move(contact)),
        clock_(std::move(clock)) {}

  std::string Header(const std::string& origin) {
    const auto now = clock_();
    const std::scoped_lock lock(mutex_);
    if (tokens_.size() >= kTokensMax) tokens_.clear();
    auto& token = tokens_[origin];
    if (token.text.empty() || now - token.made > kTokenAgain) token = {Sign(origin, now), now};
    return "Authorization: vapid t=" + token.text + ", k=" + public_key_;
  }

 private:
  struct Token {
    std::string text;
    TimePoint made;
  };
  std::string Sign(const std::string& origin, TimePoint now) const {
    const auto expires =
        std::chrono::duration_cast<std::chrono::seconds>((now + kTokenLife).time_since_epoch());
    const nlohmann::json claims{{"aud", origin}, {"exp", expires.count()}, {"sub", contact_}};
    const auto text = EncodeUrl64(R"({"typ":"JWT","alg":"ES256"})") + "." + EncodeUrl64(claims.dump());
    return text + "." + EncodeUrl64(identity::SignEs256(key_, text));
  }

  const identity::Es256Key key_;
  const std::string public_key_;
  const std::string contact_;
  const Clock clock_;
  std::mutex mutex_;
  std::map<std::string, Token> tokens_;
};

std::string BodyOf(const OutgoingMessage& message) {
  const nlohmann::ordered_json json{{"id", message.dedupe_id},
                                    {"subject", message.subject},
                                    {"text", message.text},
                                    {"level", v1::Level_Name(message.level)},
                                    {"drill", message.drill}};
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::variant<http::Request, SendResult> Compose(Vapid& vapid, const OutgoingMessage& message) {
  const auto subscription = Parse(message.recipient_address);
  if (!subscription) return Refused(v1::Attempt::STATE_FAILED, kInvalidAddress);
  std::string salt(kSaltSize, '\0');
  randombytes_buf(salt.data(), salt.size());
  auto body = EncryptPush(subscription->receiver, BodyOf(message), NewPushKey(), salt);
  if (!body) return Refused(v1::Attempt::STATE_FAILED, kInvalidMessage);
  return http::Request{
      .url = subscription->endpoint,
      .headers = {vapid.Header(OriginOf(subscription->endpoint)), "Content-Encoding: aes128gcm",
                  "Content-Type: application/octet-stream", "TTL: " + std::to_string(kTtlSeconds),
                  std::string{"Urgency: "} + (message.level >= v1::LEVEL_URGENT ? "high" : "normal")},
      .body = std::move(*body)};
}

void Read(const http::Answer& answer, SendResult& result) {
  if (answer.status != kGone && answer.status != kUnknown) return;
  result.state = v1::Attempt::STATE_UNREACHABLE;
  result.reason = kAddressGone;
}

}  // namespace

Result<std::unique_ptr<Channel>> OpenWebPush(const ProviderSpec& spec, const Clock& clock) {
  const auto pem = spec.NeedFile("key-file");
  const auto contact = spec.Need("contact");
  if (!pem) return tl::unexpected(pem.error());
  if (!contact) return tl::unexpected(contact.error());
  const auto key = identity::ReadEs256PrivateKey(*pem + "\n");
  if (!key) {
    return Fail(Code::kInvalidArgument, "PROVIDER_KEY_INVALID", "Make a P-256 key, as a PEM text.",
                "key-file");
  }
  const bool inside = spec.Get("inside") == "yes";
  const auto vapid = std::make_shared<Vapid>(key, EncodeUrl64(PublicKeyOf(key)), *contact, clock);
  PostForm form{.kind = v1::CHANNEL_PUSH,
                .compose = [vapid](const OutgoingMessage& message) { return Compose(*vapid, message); },
                .read = &Read};
  return OpenPostChannel(std::move(form),
                         {.connections = static_cast<std::size_t>(spec.Number("connections", kConnections)),
                          .plain_allowed = inside,
                          .inside_allowed = inside});
}

}  // namespace watchbell::notification::channels
