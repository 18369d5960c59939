// The live feed: one core NATS subscription for the process, and a hint to everybody who may read what
// changed.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "common/bus/bus.hpp"
#include "common/rpc/server.hpp"
#include "watchbell/gateway/v1/session_service.pb.h"

namespace watchbell::gateway {

inline constexpr std::chrono::seconds kKeepaliveEvery{15};

// Thread-safe. While NATS is away open streams end and new ones are
// refused with UNAVAILABLE (FEED_UNAVAILABLE): a page that shows nothing new must not look as if nothing
// happened.
class Feed {
 public:
  static constexpr std::size_t kStreamsMax = 2000;
  static constexpr std::size_t kStreamsPerSessionMax = 16;

  // `alive` says whether a session (kSessionMetadata) still holds; a stream ends with its session.
  Feed(std::shared_ptr<bus::Bus> bus, const identity::Roles& roles,
       std::function<bool(const std::string&)> alive);
  // Before the server goes: ends what is open.
  ~Feed();
  Feed(const Feed&) = delete;
  Feed& operator=(const Feed&) = delete;

  void Subscribe(const rpc::Call& call, const v1::SubscribeRequest& request,
                 std::shared_ptr<rpc::Stream> stream);
  bool Listening() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

void AddFeedService(rpc::Server& server, Feed& feed);

}  // namespace watchbell::gateway
