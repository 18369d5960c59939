#include "services/notification/oneroster/encoding.hpp"

#include <unicode/ucnv.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>

namespace watchbell::notification::oneroster {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kLittleEndianMark = "\xFF\xFE";
constexpr std::string_view kBigEndianMark = "\xFE\xFF";
constexpr char kDosEnd = '\x1A';
constexpr std::size_t kUtf8BytesMax = 3;  // of one UTF-16 unit, or of one character of Windows-1252

bool IsUtf8(std::string_view text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t at = 0; at < size;) {
    UChar32 point = 0;
    U8_NEXT(bytes, at, size, point);
    if (point < 0) return false;
  }
  return true;
}

// What the encoding does not know becomes U+FFFD.
std::string Converted(const char* encoding, std::string_view text) {
  std::string utf8(text.size() * kUtf8BytesMax, '\0');
  UErrorCode error = U_ZERO_ERROR;
  const auto size = ucnv_convert("UTF-8", encoding, utf8.data(), static_cast<std::int32_t>(utf8.size()),
                                 text.data(), static_cast<std::int32_t>(text.size()), &error);
  utf8.resize(U_FAILURE(error) ? 0 : static_cast<std::size_t>(size));
  return utf8;
}

// Null when the text is none. The first character of a CSV file is ASCII, and so is the next.
const char* Utf16Of(std::string_view text) {
  if (text.starts_with(kLittleEndianMark)) return "UTF-16LE";
  if (text.starts_with(kBigEndianMark)) return "UTF-16BE";
  if (text.size() < 4 || text.size() % 2 != 0) return nullptr;
  if (text[0] != 0 && text[1] == 0 && text[2] != 0 && text[3] == 0) return "UTF-16LE";
  if (text[0] == 0 && text[1] != 0 && text[2] == 0 && text[3] != 0) return "UTF-16BE";
  return nullptr;
}

std::string OfLines(std::string_view text) {
  std::string utf8;
  utf8.reserve(text.size() + text.size() / 16);
  while (!text.empty()) {
    const auto end = text.find('\n');
    const auto line = text.substr(0, end == text.npos ? text.size() : end + 1);
    if (IsUtf8(line))
      utf8 += line;
    else
      utf8 += Converted("windows-1252", line);
    text.remove_prefix(line.size());
  }
  return utf8;
}

}  // namespace

std::string Utf8Of(std::string_view text) {
  const char* utf16 = Utf16Of(text);
  std::string utf8 = utf16 != nullptr ? Converted(utf16, text) : OfLines(text);
  if (utf8.starts_with(kByteOrderMark)) utf8.erase(0, kByteOrderMark.size());
  utf8.erase(std::remove_if(utf8.begin(), utf8.end(), [](char c) { return c == '\0' || c == kDosEnd; }),
             utf8.end());
  return utf8;
}

}  // namespace watchbell::notification::oneroster
