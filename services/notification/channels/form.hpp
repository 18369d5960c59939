// application/x-www-form-urlencoded: what providers of text messages take and send.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace watchbell::notification::channels {

inline constexpr std::size_t kFormFieldsMax = 100;

std::string EncodeForm(const std::vector<std::pair<std::string, std::string>>& fields);
// By name; of two with one name the last. Nothing: malformed, or more than kFormFieldsMax fields.
std::optional<std::map<std::string, std::string>> ParseForm(std::string_view body);

}  // namespace watchbell::notification::channels
