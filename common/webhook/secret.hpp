// Signing as in the Standard Webhooks specification: the receiver knows who it was, and when.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/result/result.hpp"
#include "common/time/clock.hpp"

namespace watchbell {

class WebhookSecret {
 public:
  // "whsec_" and base64 of 24 to 64 bytes.
  static Result<WebhookSecret> Parse(std::string_view text);

  // The value of the header webhook-signature: "v1," and base64 of HMAC-SHA256 over "id.timestamp.body".
  std::string Sign(std::string_view id, std::int64_t timestamp, std::string_view body) const;
  // The three headers of a message that is sent now: webhook-id, webhook-timestamp and webhook-signature.
  std::vector<std::string> Headers(const std::string& id, TimePoint now, std::string_view body) const;
  // Whether it is that value; takes as long for a wrong one as for the right one.
  bool Matches(std::string_view signature, std::string_view id, std::int64_t timestamp,
               std::string_view body) const;
  // As Parse reads it.
  std::string Text() const;
  // 32 random bytes.
  static WebhookSecret New();

 private:
  explicit WebhookSecret(std::string key) : key_(std::move(key)) {}
  std::string key_;
};

}  // namespace watchbell
