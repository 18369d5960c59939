// Looking for words in what people write: without regard to case in ASCII, at the beginning of a word.
#pragma once

#include <string>
#include <string_view>

namespace watchbell::threat_intake {

std::string LowerAscii(std::string_view text);
// Where `beginning` starts a word of `text` at or after `from`; npos: nowhere. Both in lower case.
std::size_t FindWord(std::string_view text, std::string_view beginning, std::size_t from = 0);
inline bool StartsAWord(std::string_view text, std::string_view beginning) {
  return FindWord(text, beginning) != std::string_view::npos;
}

}  // namespace watchbell::threat_intake
