#include "services/notification/domain/levels.hpp"

#include <algorithm>
#include <array>

namespace watchbell::notification {
namespace {

using v1::Attempt;
using v1::Channel;

// WEBHOOK is the push provider that the district's own app talks to: it goes where PUSH goes.
constexpr std::array kEmergency{v1::CHANNEL_SMS, v1::CHANNEL_PUSH, v1::CHANNEL_WEBHOOK, v1::CHANNEL_EMAIL,
                                v1::CHANNEL_VOICE};
constexpr std::array kUrgent{v1::CHANNEL_SMS, v1::CHANNEL_PUSH, v1::CHANNEL_WEBHOOK, v1::CHANNEL_EMAIL};
constexpr std::array kAdvisory{v1::CHANNEL_EMAIL, v1::CHANNEL_PUSH, v1::CHANNEL_WEBHOOK};
constexpr std::array kInfo{v1::CHANNEL_EMAIL, v1::CHANNEL_WEBHOOK};
// After those of the level, in this order: the quickest to be noticed first. A call is for urgent news only.
constexpr std::array kNextUrgent{v1::CHANNEL_SMS, v1::CHANNEL_VOICE, v1::CHANNEL_PUSH, v1::CHANNEL_WEBHOOK,
                                 v1::CHANNEL_EMAIL};
constexpr std::array kNextRoutine{v1::CHANNEL_PUSH, v1::CHANNEL_SMS, v1::CHANNEL_EMAIL};
// Rings or buzzes again where a second mail would only lie beside the first.
constexpr std::array kOnceMore{v1::CHANNEL_VOICE, v1::CHANNEL_SMS};

std::span<const Channel> AtOnce(const v1::Notice& notice) {
  switch (notice.level()) {
    case v1::LEVEL_EMERGENCY: return kEmergency;
    case v1::LEVEL_URGENT: return kUrgent;
    case v1::LEVEL_ADVISORY: return kAdvisory;
    default: return kInfo;
  }
}

std::span<const Channel> Next(const v1::Notice& notice) {
  if (IsUrgent(notice)) return kNextUrgent;
  return kNextRoutine;
}

Attempt On(Channel channel, AddressState address) {
  Attempt attempt;
  attempt.set_channel(channel);
  attempt.set_state(address == AddressState::kGood ? Attempt::STATE_QUEUED : Attempt::STATE_UNREACHABLE);
  if (address == AddressState::kNone) attempt.set_reason("NO_ADDRESS");
  if (address == AddressState::kStopped) attempt.set_reason("ADDRESS_STOPPED");
  if (address == AddressState::kOptedOut) attempt.set_reason("OPTED_OUT");
  return attempt;
}

template <class Attempts>
bool Tried(const Attempts& attempts, Channel channel) {
  return std::any_of(attempts.begin(), attempts.end(), [&](const Attempt& attempt) {
    return attempt.channel() == channel && attempt.state() != Attempt::STATE_UNREACHABLE;
  });
}

}  // namespace

bool Reach::Has(Channel channel) const {
  return std::find(installed.begin(), installed.end(), channel) != installed.end();
}
bool Reach::Good(Channel channel) const { return Has(channel) && address(channel) == AddressState::kGood; }

std::vector<Attempt> FirstRound(const v1::Notice& notice, const Reach& reach) {
  std::vector<Channel> channels;
  for (const auto named : notice.channels()) channels.push_back(static_cast<Channel>(named));
  if (channels.empty()) channels.assign(AtOnce(notice).begin(), AtOnce(notice).end());
  std::vector<Attempt> attempts;
  bool stopped = false;
  bool queued = false;
  for (const auto channel : channels) {
    if (!reach.Has(channel)) continue;
    attempts.push_back(On(channel, reach.address(channel)));
    queued = queued || attempts.back().state() == Attempt::STATE_QUEUED;
    stopped = stopped || attempts.back().reason() == "ADDRESS_STOPPED";
  }
  if (queued && !stopped) return attempts;
  for (const auto channel : Next(notice)) {
    if (!reach.Good(channel) || Tried(attempts, channel)) continue;
    attempts.push_back(On(channel, AddressState::kGood));
    break;
  }
  return attempts;
}

bool Reached(const v1::Delivery& delivery) {
  const auto& attempts = delivery.attempts();
  return std::any_of(attempts.begin(), attempts.end(), [](const Attempt& attempt) {
    return attempt.state() == Attempt::STATE_SENT || attempt.state() == Attempt::STATE_DELIVERED;
  });
}

std::optional<Channel> NextChannel(const v1::Notice& notice, const v1::Delivery& delivery, const Reach& reach,
                                   bool patience_over) {
  if (delivery.has_acknowledged_at()) return std::nullopt;
  if (delivery.place()) {
    if (Reached(delivery) || !reach.Good(v1::CHANNEL_INTERCOM)) return std::nullopt;
    return v1::CHANNEL_INTERCOM;
  }
  const bool asked = notice.asks_acknowledgement() && !delivery.visitor() && patience_over;
  if (Reached(delivery) && !asked) return std::nullopt;
  for (const auto channel : Next(notice)) {
    if (reach.Good(channel) && !Tried(delivery.attempts(), channel)) return channel;
  }
  for (const auto channel : kOnceMore) {
    if (IsUrgent(notice) && reach.Good(channel)) return channel;
  }
  return std::nullopt;
}

}  // namespace watchbell::notification
