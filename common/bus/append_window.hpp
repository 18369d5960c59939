// Appends under way: which acknowledgement belongs to which message, and which never came. For this folder
// only.
#pragma once

#include <nats/nats.h>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "common/bus/nats_ptr.hpp"

namespace watchbell::bus::detail {

class AppendWindow {
 public:
  using Done = std::function<void(Result<Ack>)>;

  AppendWindow(natsConnection* connection, int capacity, std::chrono::milliseconds timeout);
  // Whatever still waits is answered kUnavailable.
  ~AppendWindow();

  void Send(const Outgoing& message, Done done);

 private:
  struct Waiting {
    Done done;
    std::chrono::steady_clock::time_point deadline;
  };

  static void OnAck(natsConnection*, natsSubscription*, natsMsg* message, void* closure);
  void Finish(std::uint64_t token, Result<Ack> ack);
  void Expire(std::chrono::steady_clock::time_point now);

  natsConnection* connection_;
  const std::size_t capacity_;
  const std::chrono::milliseconds timeout_;
  std::string inbox_;
  SubscriptionPtr acks_;
  std::mutex mutex_;
  std::condition_variable room_;
  std::uint64_t next_token_ = 0;
  std::unordered_map<std::uint64_t, Waiting> waiting_;
  std::jthread sweeper_;
};

}  // namespace watchbell::bus::detail
