#include "common/text/plain.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <cstdint>

namespace watchbell {

bool IsPlainText(std::string_view text, std::size_t bytes_max) {
  if (text.size() > bytes_max) return false;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t at = 0; at < size;) {
    UChar32 point = 0;
    U8_NEXT(bytes, at, size, point);
    if (point < 0) return false;
    const auto category = u_charType(point);
    if (category == U_CONTROL_CHAR || category == U_LINE_SEPARATOR || category == U_PARAGRAPH_SEPARATOR)
      return false;
  }
  return true;
}

}  // namespace watchbell
