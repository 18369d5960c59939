// Taking messages out of a stream for good: what was stored is overwritten on the server's disk.
#pragma once

#include <string>

#include "common/bus/bus.hpp"

namespace watchbell::bus {

// The message with this sequence; ok when it is gone already.
Status Erase(Bus& bus, const std::string& stream, std::uint64_t sequence);

// Every message on these subjects (wildcards allowed), newest first; one round trip or two for each.
// kUnavailable may leave some: ask again. What is appended meanwhile may stay.
Status EraseAll(Bus& bus, const std::string& stream, const std::string& subjects);

}  // namespace watchbell::bus
