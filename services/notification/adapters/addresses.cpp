#include "services/notification/adapters/addresses.hpp"

#include <algorithm>

namespace watchbell::notification {
namespace {

struct Kind {
  v1::Channel channel;
  v1::ContactPoint::Channel contact;
};
constexpr Kind kContacts[] = {{v1::CHANNEL_EMAIL, v1::ContactPoint::CHANNEL_EMAIL},
                              {v1::CHANNEL_SMS, v1::ContactPoint::CHANNEL_SMS},
                              {v1::CHANNEL_VOICE, v1::ContactPoint::CHANNEL_VOICE},
                              {v1::CHANNEL_PUSH, v1::ContactPoint::CHANNEL_PUSH}};

v1::ContactPoint::Channel ContactOf(v1::Channel channel) {
  for (const auto& kind : kContacts) {
    if (kind.channel == channel) return kind.contact;
  }
  return v1::ContactPoint::CHANNEL_UNSPECIFIED;
}

}  // namespace

v1::Channel ChannelOf(v1::ContactPoint::Channel contact) {
  for (const auto& kind : kContacts) {
    if (kind.contact == contact) return kind.channel;
  }
  return v1::CHANNEL_UNSPECIFIED;
}

std::string AddressOf(const Recipient& recipient, v1::Channel channel, bool urgent) {
  // The push provider knows staff by id.
  if (channel == v1::CHANNEL_WEBHOOK) return recipient.visitor ? "" : recipient.id;
  const auto contact = ContactOf(channel);
  if (contact == v1::ContactPoint::CHANNEL_UNSPECIFIED) return {};
  const auto addresses = recipient.AddressesOn(contact, urgent);
  if (!addresses.empty()) return addresses.front();
  return channel == v1::CHANNEL_EMAIL && recipient.visitor ? recipient.email : "";
}

AddressState StateOf(const Recipient& recipient, v1::Channel channel, bool urgent) {
  if (!AddressOf(recipient, channel, urgent).empty()) return AddressState::kGood;
  const auto& stopped = recipient.stopped;
  if (std::find(stopped.begin(), stopped.end(), ContactOf(channel)) != stopped.end())
    return AddressState::kStopped;
  return AddressOf(recipient, channel, true).empty() ? AddressState::kNone : AddressState::kOptedOut;
}

}  // namespace watchbell::notification
