// A mail that came back: a delivery status notification (RFC 3464) about a mail of ours.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "services/notification/channels/channel.hpp"

namespace watchbell::notification::channels {

inline constexpr std::size_t kBounceBytesMax = 512 * 1024;

struct Bounce {
  std::string report;   // of the mail that came back: "school/batch/key"
  v1::Attempt attempt;  // FAILED with the reason, or DELIVERED
};

// Nothing: no notification of a final outcome, or about a mail that is none of ours.
std::optional<Bounce> ParseBounce(std::string_view mail);

}  // namespace watchbell::notification::channels
