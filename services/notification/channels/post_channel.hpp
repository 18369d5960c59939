// A channel whose provider is told by an HTTP POST for each message: all that such channels have in common.
#pragma once

#include <functional>
#include <variant>

#include "common/http_out/sender.hpp"
#include "services/notification/channels/channel.hpp"

namespace watchbell::notification::channels {

// How one provider's messages and answers look. Both are called on any thread.
struct PostForm {
  v1::Channel kind = v1::CHANNEL_UNSPECIFIED;
  // The request, or why there is none.
  std::function<std::variant<http::Request, SendResult>(const OutgoingMessage&)> compose;
  // Of an answer that is not 2xx, or is: `result` already says what its status means. May be empty.
  std::function<void(const http::Answer&, SendResult& result)> read;
};

// 2xx is SENT; 429 and 503 are PROVIDER_BUSY, other 5xx PROVIDER_ERROR, everything else PROVIDER_REFUSED.
std::unique_ptr<Channel> OpenPostChannel(PostForm form, http::SenderOptions options);

}  // namespace watchbell::notification::channels
