// What every channel refuses before anything leaves the house.
#pragma once

#include <optional>

#include "services/notification/channels/channel.hpp"

namespace watchbell::notification::channels {

inline constexpr std::size_t kDedupeIdMax = 128;
inline constexpr std::size_t kSubjectBytesMax = 512;
inline constexpr std::size_t kTextBytesMax = 64 * 1024;

// The answer to a message that must not be sent: no address, or something in the id or subject that could end
// a header line and begin another.
std::optional<SendResult> Refuse(const OutgoingMessage& message);

SendResult Refused(v1::Attempt::State state, std::string_view reason);

}  // namespace watchbell::notification::channels
