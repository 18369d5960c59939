// Which channels of a lane are slow now: whoever waits for a batch does not wait for them, so that a provider
// that stalls holds up nobody who is told on another channel.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>

#include "watchbell/notification/v1/notice.pb.h"

namespace watchbell::notification {

// A channel is slow once a batch has waited so long for it in vain, and until it is quicker again.
inline constexpr std::chrono::milliseconds kPromptMax{1'000};
// With more sends than these under way on a slow channel its batches wait after all: what leaves the queue of
// work is held in memory.
inline constexpr int kBacklogMax = 10'000;

// So long a batch of a routine message waits for an alarm that is being told: all that one replica holds of
// them stays well below what their queue has patience for.
inline constexpr std::chrono::milliseconds kGiveWayMax{500};

// Thread-safe.
class Pace {
 public:
  void Begin(v1::Channel channel) { ++Of(channel).under_way; }
  // `took`: with the time in our own queue.
  void End(v1::Channel channel, std::chrono::microseconds took) {
    auto& one = Of(channel);
    --one.under_way;
    if (took < kPromptMax) one.slow = false;
  }
  void Late(v1::Channel channel) { Of(channel).slow = true; }

  bool WorthWaiting(v1::Channel channel) const {
    const auto& one = channels_[static_cast<std::size_t>(channel)];
    return !one.slow || one.under_way > kBacklogMax;
  }
  // Something is under way that will end soon.
  bool Busy() const {
    return std::any_of(channels_.begin(), channels_.end(),
                       [](const One& one) { return !one.slow && one.under_way > 0; });
  }

 private:
  struct One {
    std::atomic<bool> slow{false};
    std::atomic<int> under_way{0};
  };
  One& Of(v1::Channel channel) { return channels_[static_cast<std::size_t>(channel)]; }

  std::array<One, v1::Channel_ARRAYSIZE> channels_;
};

}  // namespace watchbell::notification
