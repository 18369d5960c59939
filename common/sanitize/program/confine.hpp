// The program gives up, before it reads the first byte, everything that its work does not need.
#pragma once

#include <cstddef>

namespace watchbell::sanitize {

inline constexpr std::size_t kMemoryBytesMax = std::size_t{1} << 30;
inline constexpr unsigned kCpuSecondsMax = 15;

// No network, no new program or process, no file written or changed, no debugger; bounded memory and time.
// False when the kernel does not even know seccomp: then nothing may be read. A network namespace of its own
// where that is permitted (containers often forbid it; seccomp refuses sockets anyway).
bool Confine();

}  // namespace watchbell::sanitize
