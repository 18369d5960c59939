// What a text that people will read may hold.
#pragma once

#include <cstddef>
#include <string_view>

namespace watchbell {

// Valid UTF-8 without control characters and line ends, at most `bytes_max`: it may stand in messages and
// headers.
bool IsPlainText(std::string_view text, std::size_t bytes_max);

}  // namespace watchbell
