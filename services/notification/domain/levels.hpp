// Which channels a level uses, and which one is next (domain.md 3.9).
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "watchbell/notification/v1/notice.pb.h"

namespace watchbell::notification {

// Levels 3 and 4: never behind anything routine, sent again where it is unclear whether it was sent.
inline bool IsUrgent(v1::Level level) { return level >= v1::LEVEL_URGENT; }
inline bool IsUrgent(const v1::Notice& notice) { return IsUrgent(notice.level()); }

enum class AddressState { kNone, kStopped, kOptedOut, kGood };

// What a recipient has, and what this installation has: nothing else decides the channels.
struct Reach {
  std::span<const v1::Channel> installed;
  std::function<AddressState(v1::Channel)> address;

  bool Has(v1::Channel channel) const;   // it is installed
  bool Good(v1::Channel channel) const;  // and the recipient has an address that may be used
};

// An attempt for each channel of the level (or of the notice, where it names some): QUEUED, or UNREACHABLE
// with the reason. Whoever said STOP to one of them, or has none of them, gets the next one as well (N5).
std::vector<v1::Attempt> FirstRound(const v1::Notice& notice, const Reach& reach);

// Told on at least one channel.
bool Reached(const v1::Delivery& delivery);

// How somebody is told again: who was not reached; and, when `patience_over`, staff who were asked to
// acknowledge and have not. A channel that was not tried comes first, then a call or a text once more.
// Nothing: there is no need, or no way.
std::optional<v1::Channel> NextChannel(const v1::Notice& notice, const v1::Delivery& delivery,
                                       const Reach& reach, bool patience_over);

}  // namespace watchbell::notification
