// One batch on its way: every attempt ends on a thread of some channel's; whoever records it waits a while,
// or is told at the end.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>

#include "services/notification/adapters/pace.hpp"
#include "services/notification/channels/channel.hpp"

namespace watchbell::notification {

// Thread-safe.
class Sending {
 public:
  // With every attempt that will be made; those that are QUEUED are open.
  Sending(v1::DeliveryBatch batch, std::shared_ptr<Pace> pace);

  void End(int delivery, int attempt, const channels::SendResult& result);

  // As it is when every attempt has ended, or after `patience` with some still QUEUED.
  v1::DeliveryBatch Await(std::chrono::milliseconds patience);
  // As it is when every attempt has ended on the channels that are not slow, or after kPromptMax.
  v1::DeliveryBatch AwaitPrompt();
  // Once, when every attempt has ended; at once if that is so already. On whichever thread ends the last.
  void OnEnd(std::function<void(const v1::DeliveryBatch&)> told);

 private:
  std::mutex mutex_;
  std::condition_variable ended_;
  v1::DeliveryBatch batch_;
  const std::shared_ptr<Pace> pace_;
  std::map<v1::Channel, int> open_by_channel_;
  int open_ = 0;
  std::function<void(const v1::DeliveryBatch&)> told_;
};

// Whether some attempt is still QUEUED.
bool IsOpen(const v1::DeliveryBatch& batch);

}  // namespace watchbell::notification
