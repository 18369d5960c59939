// A channel's providers, one behind the other: how many messages at once and in a second each may have, and
// who takes over when one fails or falls silent.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "services/notification/channels/channel.hpp"

namespace watchbell::notification::channels {

inline constexpr int kBreakAfter = 5;                // failures in a row
inline constexpr std::chrono::seconds kBreakFor{5};  // then one message asks whether it is well again
inline constexpr std::chrono::milliseconds kSilenceMax{2'000};  // with messages under way: it stalls

struct LineProvider {
  std::string name;
  std::unique_ptr<Channel> channel;
  int in_flight_max = 256;
  int per_second = 0;  // 0: no limit
};

// Thread-safe, as any channel. Everybody has a turn (fair_queue.hpp). A message goes
// to the first provider that is well. One that fails is given to
// the next; one whose fate is unclear (a timeout) only at levels 3 and 4, where twice is better than never.
// Where no provider is well, urgent messages try the first one all the same.
std::unique_ptr<Channel> OpenLine(std::vector<LineProvider> providers, std::size_t queue_max = 20'000);

}  // namespace watchbell::notification::channels
