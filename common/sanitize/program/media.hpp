// Video and sound: the streams of known codecs in a new container, without anything that was said beside
// them.
#pragma once

#include <string_view>

#include "common/sanitize/kind.hpp"
#include "common/sanitize/program/made.hpp"

namespace watchbell::sanitize {

inline constexpr unsigned kStreamsMax = 8;

// Not decoded. Titles, places, dates, cover pictures, chapters, subtitles, timed data tracks and the remarks
// of the encoder inside the stream are gone.
Made MakeMedia(Kind kind, std::string_view bytes);

}  // namespace watchbell::sanitize
