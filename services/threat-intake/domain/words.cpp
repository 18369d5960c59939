#include "services/threat-intake/domain/words.hpp"

#include <algorithm>
#include <cctype>

namespace watchbell::threat_intake {

std::string LowerAscii(std::string_view text) {
  std::string lower{text};
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
  return lower;
}

std::size_t FindWord(std::string_view text, std::string_view beginning, std::size_t from) {
  for (auto at = text.find(beginning, from); at != std::string_view::npos;
       at = text.find(beginning, at + 1)) {
    const auto before = at > 0 ? static_cast<unsigned char>(text[at - 1]) : static_cast<unsigned char>(' ');
    if (before < 0x80 && std::isalnum(before) == 0) return at;
  }
  return std::string_view::npos;
}

}  // namespace watchbell::threat_intake
