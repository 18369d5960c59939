// Where a recipient is reached on a channel.
#pragma once

#include <string>

#include "services/notification/adapters/audience.hpp"
#include "services/notification/domain/levels.hpp"

namespace watchbell::notification {

// UNSPECIFIED: no channel carries it.
v1::Channel ChannelOf(v1::ContactPoint::Channel contact);

// Empty: none that may be used.
std::string AddressOf(const Recipient& recipient, v1::Channel channel, bool urgent);
AddressState StateOf(const Recipient& recipient, v1::Channel channel, bool urgent);

}  // namespace watchbell::notification
