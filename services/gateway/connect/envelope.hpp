// Streamed messages of the Connect protocol: one byte of flags, four of length (big endian), the message.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/result/result.hpp"

namespace watchbell::gateway::connect {

inline constexpr std::uint8_t kCompressed = 1;
inline constexpr std::uint8_t kEndStream = 2;

std::string Enclose(std::uint8_t flags, std::string_view payload);

// The one message that a caller of a server-streaming method sends; the view is into `body`. INVALID_ARGUMENT
// (ENVELOPE_MALFORMED) for none, more than one, a wrong length or any flag: compression was never agreed.
Result<std::string_view> OnlyMessage(std::string_view body);

}  // namespace watchbell::gateway::connect
