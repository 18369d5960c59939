// Where the messages of a durable consumer come from: one subscription, made anew when it broke. For this
// folder only.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>

#include "common/bus/nats_ptr.hpp"

namespace watchbell::bus {

class Bus;
struct ConsumerSpec;

namespace detail {

// Thread-safe: what is pushed is taken by whichever thread is free.
class Source {
 public:
  // Both outlive it.
  Source(Bus& bus, const ConsumerSpec& spec);

  // Null: the stream or the server is not there, or it was closed. A subscription outlives the connection,
  // with what it holds; the consumer is looked for again after each reconnect.
  std::shared_ptr<natsSubscription> Get();
  void Drop(const std::shared_ptr<natsSubscription>& broken);
  // Nothing comes any more; what came and nobody took is another replica's at once.
  void Close();

 private:
  Bus& bus_;
  const ConsumerSpec& spec_;
  std::mutex mutex_;
  bool closed_ = false;
  std::uint64_t epoch_ = 0;
  std::shared_ptr<natsSubscription> subscription_;
};

}  // namespace detail
}  // namespace watchbell::bus
