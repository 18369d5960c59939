#include "common/sanitize/sanitizer.hpp"

#include <algorithm>
#include <filesystem>

#include "common/sanitize/child.hpp"
#include "common/sanitize/protocol.hpp"

namespace watchbell::sanitize {
namespace {

constexpr std::size_t kMediaTypeBytesMax = 64;

tl::unexpected<Error> Refused(std::string reason, std::string remedy) {
  return Fail(Code::kInvalidArgument, std::move(reason), std::move(remedy), "file");
}

tl::unexpected<Error> TooLarge() {
  return Refused("FILE_TOO_LARGE", "Send at most " + std::to_string(kFileBytesMax >> 20) +
                                       " MiB: a smaller picture or a shorter recording.");
}

tl::unexpected<Error> Unreadable() {
  return Refused("FILE_UNREADABLE",
                 "The file is damaged or not what it seems; open it, save it anew and send that.");
}

std::vector<std::string> Command(std::vector<std::string> stated) {
  if (!stated.empty()) return stated;
  std::error_code error;
  return {std::filesystem::read_symlink("/proc/self/exe", error).replace_filename("sanitizer").string()};
}

Result<Clean> Answer(const Finished& finished) {
  if (finished.too_much) return TooLarge();
  switch (static_cast<Exit>(finished.exit_code)) {
    case Exit::kDone: break;
    case Exit::kUnsupported:
      return Refused("FILE_KIND_UNSUPPORTED",
                     "Send a JPEG, PNG or WebP picture, a PDF without a password, or a video or "
                     "recording as MP4, WebM, MP3, Ogg or WAV.");
    case Exit::kTooComplex: return Refused("FILE_TOO_COMPLEX", "Send fewer pages or a smaller picture.");
    case Exit::kTooLarge: return TooLarge();
    default: return Unreadable();
  }
  const auto line = finished.output.substr(0, kMediaTypeBytesMax).find('\n');
  if (line == std::string::npos || line + 1 == finished.output.size()) return Unreadable();
  return Clean{finished.output.substr(0, line), finished.output.substr(line + 1)};
}

}  // namespace

Sanitizer::Sanitizer(Settings settings)
    : settings_{Command(std::move(settings.command)), settings.time_max, settings.turn_max} {}

Result<Clean> Sanitizer::Make(std::string_view bytes, Kinds accepted) {
  if (bytes.empty()) return Refused("FILE_EMPTY", "Choose a file that holds something.");
  if (bytes.size() > kFileBytesMax) return TooLarge();
  if (std::find(accepted.begin(), accepted.end(), Detect(bytes)) == accepted.end()) {
    return Refused("FILE_KIND_UNSUPPORTED",
                   "This kind of file is not taken here; send pictures as JPEG or PNG (HEIC: choose \"most "
                   "compatible\").");
  }
  if (!turns_.try_acquire_for(settings_.turn_max)) {
    return Fail(Code::kResourceExhausted, "FILES_WAITING",
                "Many files come in just now; send it again in a minute.");
  }
  const auto finished =
      RunChild(settings_.command, bytes, kMediaTypeBytesMax + kFileBytesMax, settings_.time_max);
  turns_.release();
  if (!finished) return tl::unexpected<Error>(finished.error());
  return Answer(*finished);
}

}  // namespace watchbell::sanitize
