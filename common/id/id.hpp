// Ids: UUIDv7 (RFC 9562) for what is new, and derived ids for what follows from something that has one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/time/clock.hpp"

namespace watchbell::id {

// 36 characters, lower case. Ordered by time to the millisecond; 74 random bits.
std::string New(TimePoint now);

// Always the same id for the same two texts (BLAKE2b, UUIDv8): a reaction's request id from its event's id, a
// person's id from the district's sourcedId. `purpose` keeps two uses of one source apart.
std::string Derive(std::string_view purpose, std::string_view source);

// 8-4-4-4-12 lower-case hexadecimal digits; any version.
bool IsUuid(std::string_view text);

// 64 bits of BLAKE2b; what events remember of the requests that led to them.
std::uint64_t Fingerprint(std::string_view text);

}  // namespace watchbell::id
