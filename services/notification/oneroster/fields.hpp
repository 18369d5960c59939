// What single OneRoster fields may hold, and their form in the directory. Nothing means: not acceptable.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "watchbell/notification/v1/directory.pb.h"

namespace watchbell::notification::oneroster {

// Valid UTF-8 without control characters, at most kTextBytesMax: it will stand in messages and headers.
inline constexpr std::size_t kTextBytesMax = 200;
bool IsText(std::string_view text);
// Line breaks, other controls and blanks as single blanks, none at the ends. What is no UTF-8 vanishes.
std::string OneLine(std::string_view text);
// The first whole characters, at most kTextBytesMax bytes of them.
std::string Cut(std::string_view text);
std::string LowerCase(std::string_view text);  // of ASCII
bool SameInAnyCase(std::string_view left, std::string_view right);

// Trimmed, empty items left out; at most kListMax of them.
inline constexpr std::size_t kListMax = 64;
std::optional<std::vector<std::string>> ParseList(std::string_view text);

// "active" and empty (bulk) are current, "tobedeleted" and "inactive" are not. These four are read in any
// case.
std::optional<bool> ParseCurrent(std::string_view status);
std::optional<bool> ParseBoolean(std::string_view text);  // empty: true
// Of OneRoster 1.1 and 1.2, and what districts call their people beside it, with or without the "ext:"
// of 1.2; blanks, hyphens and underscores do not count.
struct Role {
  std::string_view name;  // as the directory spells it
  v1::Person::Kind kind;
};
std::optional<Role> ParseRole(std::string_view role);
// As OneRoster spells it.
std::optional<std::string_view> ParseOrgType(std::string_view type);

// What the mail channel would accept.
std::optional<std::string> ParseEmail(std::string_view text);
// E.164. Without a plus it is read as North American.
std::optional<std::string> ParsePhone(std::string_view text);
// The shape of a BCP 47 tag.
std::optional<std::string> ParseLanguage(std::string_view text);
// The shape of YYYY-MM-DDThh:mm:ss with whatever follows.
bool IsInstant(std::string_view text);
// A day of the calendar as YYYY-MM-DD. Read are 2024-08-01, 2024-8-1, 2024/8/1, 20240801 and the American
// 8/1/2024 and 8-1-2024; a time of day after it is passed over.
std::optional<std::string> ParseDate(std::string_view text);

}  // namespace watchbell::notification::oneroster
