// What a file is, by its first bytes. Its name and what the sender calls it are never asked.
#pragma once

#include <string_view>

namespace watchbell::sanitize {

enum class Kind {
  kUnknown,
  kJpeg,
  kPng,
  kWebp,
  kPdf,
  kMp4,   // QuickTime and m4a too
  kWebm,  // and Matroska
  kMp3,
  kOgg,
  kWav,
};

Kind Detect(std::string_view bytes);

}  // namespace watchbell::sanitize
