#include "common/webhook/secret.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace watchbell {
namespace {

constexpr std::string_view kPrefix = "whsec_";
constexpr std::size_t kKeyBytesMin = 24, kKeyBytesMax = 64;  // of the specification
constexpr std::size_t kNewKeyBytes = 32;

void Update(crypto_auth_hmacsha256_state& state, std::string_view text) {
  crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(text.data()), text.size());
}

}  // namespace

Result<WebhookSecret> WebhookSecret::Parse(std::string_view text) {
  std::array<unsigned char, kKeyBytesMax> key;
  std::size_t size = 0;
  const std::string_view code = text.substr(std::min(kPrefix.size(), text.size()));
  if (!text.starts_with(kPrefix) ||
      sodium_base642bin(key.data(), key.size(), code.data(), code.size(), nullptr, &size, nullptr,
                        sodium_base64_VARIANT_ORIGINAL) != 0 ||
      size < kKeyBytesMin)
    return Fail(Code::kInvalidArgument, "WEBHOOK_SECRET_INVALID",
                "Use whsec_ and the base64 form of 24 to 64 random bytes.", "webhook.secret");
  return WebhookSecret(std::string(key.begin(), key.begin() + static_cast<std::ptrdiff_t>(size)));
}

WebhookSecret WebhookSecret::New() {
  std::string key(kNewKeyBytes, '\0');
  randombytes_buf(key.data(), key.size());
  return WebhookSecret(std::move(key));
}

std::string WebhookSecret::Text() const {
  std::array<char, sodium_base64_ENCODED_LEN(kKeyBytesMax, sodium_base64_VARIANT_ORIGINAL)> code;
  sodium_bin2base64(code.data(), code.size(), reinterpret_cast<const unsigned char*>(key_.data()),
                    key_.size(), sodium_base64_VARIANT_ORIGINAL);
  return std::string{kPrefix} + code.data();
}

bool WebhookSecret::Matches(std::string_view signature, std::string_view id, std::int64_t timestamp,
                            std::string_view body) const {
  const std::string good = Sign(id, timestamp, body);
  return signature.size() == good.size() && sodium_memcmp(signature.data(), good.data(), good.size()) == 0;
}

std::vector<std::string> WebhookSecret::Headers(const std::string& id, TimePoint now,
                                                std::string_view body) const {
  const auto timestamp = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
  return {"webhook-id: " + id, "webhook-timestamp: " + std::to_string(timestamp),
          "webhook-signature: " + Sign(id, timestamp, body)};
}

std::string WebhookSecret::Sign(std::string_view id, std::int64_t timestamp, std::string_view body) const {
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(key_.data()), key_.size());
  Update(state, id);
  Update(state, "." + std::to_string(timestamp) + ".");
  Update(state, body);
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac;
  crypto_auth_hmacsha256_final(&state, mac.data());
  std::array<char, sodium_base64_ENCODED_LEN(crypto_auth_hmacsha256_BYTES, sodium_base64_VARIANT_ORIGINAL)>
      code;
  sodium_bin2base64(code.data(), code.size(), mac.data(), mac.size(), sodium_base64_VARIANT_ORIGINAL);
  return std::string("v1,") + code.data();
}

}  // namespace watchbell
