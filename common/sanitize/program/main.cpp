// Makes one file anew: from standard input to standard output, as common/sanitize/protocol.hpp says. Started
// by sanitize::Sanitizer for each file; tells nobody what it saw.
#include <unistd.h>

#include <array>
#include <string>

#include "common/sanitize/program/confine.hpp"
#include "common/sanitize/program/document.hpp"
#include "common/sanitize/program/image.hpp"
#include "common/sanitize/program/media.hpp"
#include "common/sanitize/sanitizer.hpp"

namespace watchbell::sanitize {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{64} << 10;
constexpr int kUnconfined = 1;

std::string ReadAll() {
  std::string bytes;
  std::array<char, kPieceBytes> piece;
  while (bytes.size() <= kFileBytesMax) {
    const auto count = read(STDIN_FILENO, piece.data(), piece.size());
    if (count <= 0) break;
    bytes.append(piece.data(), static_cast<std::size_t>(count));
  }
  return bytes;
}

bool WriteAll(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

Made Make(std::string_view bytes) {
  const Kind kind = Detect(bytes);
  switch (kind) {
    case Kind::kUnknown: return tl::unexpected(Exit::kUnsupported);
    case Kind::kJpeg:
    case Kind::kPng:
    case Kind::kWebp: return MakePicture(kind, bytes);
    case Kind::kPdf: return MakeDocument(bytes);
    case Kind::kMp4:
    case Kind::kWebm:
    case Kind::kMp3:
    case Kind::kOgg:
    case Kind::kWav: return MakeMedia(kind, bytes);
  }
  return tl::unexpected(Exit::kUnsupported);
}

int Run() {
  if (!Confine()) return kUnconfined;
  const auto made = Make(ReadAll());
  if (!made) return static_cast<int>(made.error());
  if (made->bytes.empty()) return static_cast<int>(Exit::kUnreadable);
  if (made->bytes.size() > kFileBytesMax) return static_cast<int>(Exit::kTooLarge);
  return static_cast<int>(WriteAll(made->media_type + '\n') && WriteAll(made->bytes) ? Exit::kDone
                                                                                     : Exit::kUnreadable);
}

}  // namespace
}  // namespace watchbell::sanitize

// Without destructors of libraries: the file is out, and nothing of this process matters any more.
int main() { _exit(watchbell::sanitize::Run()); }
