// What single OneRoster fields may hold, and their form in the directory. Nothing means: not acceptable.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/csv/rows.hpp"
#include "watchbell/notification/v1/directory.pb.h"

namespace watchbell::notification::oneroster {

// Valid UTF-8 without control characters, at most kTextBytesMax: it will stand in messages and headers.
inline constexpr std::size_t kTextBytesMax = 200;
bool IsText(std::string_view text);

// Trimmed, empty items left out; at most kListMax of them.
inline constexpr std::size_t kListMax = 64;
std::optional<std::vector<std::string>> ParseList(std::string_view text);

// "active" and empty (bulk) are current, "tobedeleted" and "inactive" are not.
std::optional<bool> ParseCurrent(std::string_view status);
std::optional<bool> ParseBoolean(std::string_view text);  // in any case; empty: true
std::optional<v1::Person::Kind> ParseRole(std::string_view role);

// What the mail channel would accept.
std::optional<std::string> ParseEmail(std::string_view text);
// E.164. Without a plus it is read as North American.
std::optional<std::string> ParsePhone(std::string_view text);
// The shape of a BCP 47 tag.
std::optional<std::string> ParseLanguage(std::string_view text);
// The shape of YYYY-MM-DDThh:mm:ss with whatever follows.
bool IsInstant(std::string_view text);
// A day of the calendar, YYYY-MM-DD.
std::optional<std::string> ParseDate(std::string_view text);

// As Get, and a fault when it is empty or not text.
std::string_view Require(csv::Rows& rows, std::string_view column);

}  // namespace watchbell::notification::oneroster
