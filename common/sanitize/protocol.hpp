// What the library and its program say to each other: the file goes in, and out come the media type, a
// newline and the new file; or nothing, and one of these exit codes.
#pragma once

namespace watchbell::sanitize {

enum class Exit : int {
  kDone = 0,
  kUnsupported = 10,  // not a kind, a codec or a feature that is known
  kUnreadable = 11,   // broken
  kTooComplex = 12,   // past a limit on pixels, pages or streams
  kTooLarge = 13,     // what was made is larger than kFileBytesMax
};

}  // namespace watchbell::sanitize
