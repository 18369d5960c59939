// A file that a stranger sent, made again without what it might tell or do. The work is done by a program of
// its own (build/bin/sanitizer), started for each file: a decoder that is tricked can reach nothing there.
#pragma once

#include <chrono>
#include <initializer_list>
#include <semaphore>
#include <string>
#include <string_view>
#include <vector>

#include "common/result/result.hpp"
#include "common/sanitize/kind.hpp"

namespace watchbell::sanitize {

inline constexpr std::size_t kFileBytesMax = std::size_t{10} << 20;  // of what comes and of what is made
inline constexpr int kAtOnceMax =
    2;  // programs of one process; each may take kMemoryBytesMax (program/confine.hpp)

struct Settings {
  std::vector<std::string> command;  // empty: the program `sanitizer` beside this one
  std::chrono::milliseconds time_max{20000};
  std::chrono::milliseconds turn_max{5000};  // how long a file waits for its turn
};

struct Clean {
  std::string media_type;
  std::string bytes;
};

using Kinds = std::initializer_list<Kind>;
inline constexpr Kinds kPhotos{Kind::kJpeg, Kind::kPng, Kind::kWebp};
inline constexpr Kinds kDocuments{Kind::kPdf, Kind::kJpeg, Kind::kPng};
inline constexpr Kinds kAnything{Kind::kJpeg, Kind::kPng, Kind::kWebp, Kind::kPdf, Kind::kMp4,
                                 Kind::kWebm, Kind::kMp3, Kind::kOgg,  Kind::kWav};

// Thread-safe. Blocks its caller until the file is made, at most turn_max and time_max.
class Sanitizer {
 public:
  explicit Sanitizer(Settings settings = {});

  // A picture is decoded and encoded anew, upright; a PDF becomes pictures of its pages; video and sound keep
  // their streams of known codecs and nothing else. kInvalidArgument: what the sender can do (FILE_EMPTY,
  // FILE_TOO_LARGE, FILE_KIND_UNSUPPORTED, FILE_UNREADABLE, FILE_TOO_COMPLEX); kResourceExhausted: ask again.
  Result<Clean> Make(std::string_view bytes, Kinds accepted);

 private:
  const Settings settings_;
  std::counting_semaphore<kAtOnceMax> turns_{kAtOnceMax};
};

}  // namespace watchbell::sanitize
