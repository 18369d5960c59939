// Text of strangers as the contract can carry it.
#pragma once

#include <string>
#include <string_view>

namespace watchbell::threat_intake {

// With a replacement character for whatever is no UTF-8.
std::string ValidUtf8(std::string_view text);

}  // namespace watchbell::threat_intake
