// The gateway as a person at a terminal uses it: a session, calls and server streams by the Connect protocol.
#pragma once

#include <google/protobuf/message.h>

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "common/result/result.hpp"

namespace watchbell::cli {

// Not thread-safe.
class GatewayClient {
 public:
  // Like "https://safety.district.example"; with nothing behind it.
  explicit GatewayClient(std::string url) : url_(std::move(url)) {}

  // The session lasts as long as this client.
  Status SignIn(const std::string& username, const std::string& password);
  // Hands over each message of the stream, serialised, as it comes. Waits for the next one for kSilence at
  // most.
  Status Stream(const std::string& method, const google::protobuf::Message& request,
                const std::function<void(const std::string& message)>& each);

 private:
  static constexpr long kConnectSeconds = 10;
  static constexpr long kSilence = 120;
  static constexpr std::size_t kMessageBytesMax = std::size_t{1} << 20;

  // The status of HTTP; `take` gets what comes behind it, and answers whether it may go on.
  Result<long> Post(const std::string& method, const std::string& media_type, const std::string& body,
                    const std::function<bool(std::string_view bytes)>& take);

  const std::string url_;
  std::string cookie_;
};

}  // namespace watchbell::cli
