// The zip that a district uploads: taken apart in memory within fixed limits, and made again for tests and
// the demo district. Nothing is ever written to disk.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "common/result/result.hpp"

namespace watchbell::notification::oneroster {

struct ArchiveLimits {
  std::size_t packed_bytes_max = std::size_t{16} << 20;
  std::size_t unpacked_bytes_max = std::size_t{128} << 20;  // of all wanted files together
  std::size_t files_max = 64;
};

// Name without folders -> contents.
using Files = std::map<std::string, std::string>;

// The wanted files of the archive, wherever in its folders they lie and however the letters of their names
// are written; others are never unpacked. A backslash in a path is a slash. What counts is what comes out,
// not the sizes that the archive states. Refused: a path that leaves the archive, a wanted name that occurs
// twice, an encrypted or damaged file, and anything over a limit.
Result<Files> Unpack(std::string_view archive, std::span<const std::string_view> wanted,
                     const ArchiveLimits& limits = {});

// The same files always give the same bytes.
Result<std::string> Pack(const Files& files);

}  // namespace watchbell::notification::oneroster
