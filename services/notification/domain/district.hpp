// The school code of what belongs to no single school, as the record names it.
#pragma once

#include <string_view>

namespace watchbell::notification {

inline constexpr std::string_view kWholeDistrict = "district";

}  // namespace watchbell::notification
