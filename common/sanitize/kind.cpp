#include "common/sanitize/kind.hpp"

#include <algorithm>
#include <array>

namespace watchbell::sanitize {
namespace {

using namespace std::string_view_literals;

struct Magic {
  Kind kind;
  std::string_view bytes;
};

constexpr std::array kFirst{
    Magic{Kind::kJpeg, "\xff\xd8\xff"sv}, Magic{Kind::kPng, "\x89PNG\r\n\x1a\n"sv},
    Magic{Kind::kPdf, "%PDF-"sv},         Magic{Kind::kWebm, "\x1a\x45\xdf\xa3"sv},
    Magic{Kind::kOgg, "OggS"sv},          Magic{Kind::kMp3, "ID3"sv},
};
constexpr std::string_view kRiff = "RIFF";
constexpr std::size_t kRiffForm = 8;  // after the size
constexpr std::size_t kBoxType = 4;   // of the first box of an ISO base media file
// Major brands that are pictures, not videos: HEIC and AVIF.
constexpr std::array kPictureBrands{"heic"sv, "heix"sv, "hevc"sv, "mif1"sv, "msf1"sv, "avif"sv, "avis"sv};

bool Holds(std::string_view bytes, std::size_t at, std::string_view magic) {
  return bytes.size() >= at && bytes.substr(at).starts_with(magic);
}

bool IsMp3Frame(std::string_view bytes) {
  if (bytes.size() < 4 || bytes[0] != '\xff') return false;
  const auto second = static_cast<unsigned char>(bytes[1]);
  const auto third = static_cast<unsigned char>(bytes[2]);
  const bool layer3 = (second & 0xe6) == 0xe2 && (second & 0x18) != 0x08;
  return layer3 && (third & 0xf0) != 0xf0 && (third & 0x0c) != 0x0c;
}

}  // namespace

Kind Detect(std::string_view bytes) {
  for (const auto& magic : kFirst) {
    if (bytes.starts_with(magic.bytes)) return magic.kind;
  }
  if (Holds(bytes, 0, kRiff)) {
    if (Holds(bytes, kRiffForm, "WEBP")) return Kind::kWebp;
    if (Holds(bytes, kRiffForm, "WAVE")) return Kind::kWav;
    return Kind::kUnknown;
  }
  if (Holds(bytes, kBoxType, "ftyp")) {
    const bool picture =
        std::any_of(kPictureBrands.begin(), kPictureBrands.end(),
                    [&](std::string_view brand) { return Holds(bytes, kBoxType + 4, brand); });
    return picture ? Kind::kUnknown : Kind::kMp4;
  }
  return IsMp3Frame(bytes) ? Kind::kMp3 : Kind::kUnknown;
}

}  // namespace watchbell::sanitize
