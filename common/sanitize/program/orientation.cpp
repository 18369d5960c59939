#include "common/sanitize/program/orientation.hpp"

#include <cstddef>
#include <cstdint>

namespace watchbell::sanitize {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kExif = "Exif\0\0"sv;
constexpr unsigned kOrientationTag = 0x0112;
constexpr std::size_t kEntryBytes = 12;
constexpr unsigned kApp1 = 0xe1;
constexpr unsigned kStartOfScan = 0xda;

// Zero past the end.
unsigned Number(std::string_view bytes, std::size_t at, std::size_t size, bool little) {
  unsigned number = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const std::size_t from = at + (little ? size - 1 - i : i);
    number = (number << 8) | (from < bytes.size() ? static_cast<unsigned char>(bytes[from]) : 0U);
  }
  return number;
}

int OfTiff(std::string_view tiff) {
  const bool little = tiff.starts_with("II");
  const std::size_t directory = Number(tiff, 4, 4, little);
  if (directory >= tiff.size()) return 1;
  const unsigned entries = Number(tiff, directory, 2, little);
  for (unsigned i = 0; i < entries; ++i) {
    const std::size_t entry = directory + 2 + i * kEntryBytes;
    if (entry + kEntryBytes > tiff.size()) return 1;
    if (Number(tiff, entry, 2, little) != kOrientationTag) continue;
    const unsigned value = Number(tiff, entry + 8, 2, little);
    return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
  }
  return 1;
}

}  // namespace

int OrientationOf(std::string_view jpeg) {
  std::size_t at = 2;  // after the start of the image
  while (at + 4 <= jpeg.size() && jpeg[at] == '\xff') {
    const unsigned marker = static_cast<unsigned char>(jpeg[at + 1]);
    const std::size_t size = Number(jpeg, at + 2, 2, false);
    if (marker == kStartOfScan || size < 2) return 1;
    const auto segment = jpeg.substr(at + 4).substr(0, size - 2);
    if (marker == kApp1 && segment.starts_with(kExif)) return OfTiff(segment.substr(kExif.size()));
    at += 2 + size;
  }
  return 1;
}

}  // namespace watchbell::sanitize
