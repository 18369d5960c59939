// Which mail addresses the house uses: those that can carry neither a second recipient nor a header.
#pragma once

#include <algorithm>
#include <string_view>

namespace watchbell::notification::channels {

inline constexpr std::size_t kMailAddressMax = 254;  // RFC 5321

// One @ with something on both sides, printable ASCII without blanks, quotes and the signs of address lists.
inline bool IsMailAddress(std::string_view text) {
  constexpr std::string_view kSpecial = "<>()[]\\,;:\"";
  const auto at = text.find('@');
  if (text.size() > kMailAddressMax || at == text.npos || at == 0 || at + 1 == text.size()) return false;
  if (text.find('@', at + 1) != text.npos) return false;
  return std::all_of(text.begin(), text.end(),
                     [&](char c) { return c > ' ' && c < '\x7f' && kSpecial.find(c) == kSpecial.npos; });
}

}  // namespace watchbell::notification::channels
