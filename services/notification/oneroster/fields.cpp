#include "services/notification/oneroster/fields.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <utility>

#include "common/csv/rows.hpp"
#include "common/text/plain.hpp"
#include "services/notification/channels/mail_address.hpp"

namespace watchbell::notification::oneroster {
namespace {

constexpr std::size_t kLanguageMax = 35;  // RFC 5646 4.4.1
constexpr std::size_t kInstantMax = 35;
constexpr std::size_t kPhoneDigitsMin = 8;
constexpr std::size_t kPhoneDigitsMax = 15;  // E.164
constexpr std::size_t kNorthAmericanDigits = 10;

constexpr std::array<std::pair<std::string_view, v1::Person::Kind>, 13> kRoles{{
    {"administrator", v1::Person::KIND_STAFF},
    {"aide", v1::Person::KIND_STAFF},
    {"counselor", v1::Person::KIND_STAFF},
    {"districtAdministrator", v1::Person::KIND_STAFF},
    {"principal", v1::Person::KIND_STAFF},
    {"proctor", v1::Person::KIND_STAFF},
    {"siteAdministrator", v1::Person::KIND_STAFF},
    {"systemAdministrator", v1::Person::KIND_STAFF},
    {"teacher", v1::Person::KIND_STAFF},
    {"student", v1::Person::KIND_STUDENT},
    {"guardian", v1::Person::KIND_GUARDIAN},
    {"parent", v1::Person::KIND_GUARDIAN},
    {"relative", v1::Person::KIND_GUARDIAN},
}};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

template <class Number>
bool ParseNumber(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() &&
         std::all_of(text.begin(), text.end(), IsDigit);
}

}  // namespace

bool IsText(std::string_view text) { return IsPlainText(text, kTextBytesMax); }

std::optional<std::vector<std::string>> ParseList(std::string_view text) {
  std::vector<std::string> items;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    const std::string_view item = csv::Trim(text.substr(at, end - at));
    if (!item.empty()) {
      if (items.size() == kListMax || !IsText(item)) return std::nullopt;
      items.emplace_back(item);
    }
    at = end + 1;
  }
  return items;
}

std::optional<bool> ParseCurrent(std::string_view status) {
  if (status.empty() || status == "active") return true;
  if (status == "tobedeleted" || status == "inactive") return false;
  return std::nullopt;
}

std::optional<bool> ParseBoolean(std::string_view text) {
  std::string word(text);
  std::transform(word.begin(), word.end(), word.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  if (word.empty() || word == "true" || word == "1") return true;
  if (word == "false" || word == "0") return false;
  return std::nullopt;
}

std::optional<v1::Person::Kind> ParseRole(std::string_view role) {
  for (const auto& [name, kind] : kRoles)
    if (name == role) return kind;
  return std::nullopt;
}

std::optional<std::string> ParseEmail(std::string_view text) {
  if (!channels::IsMailAddress(text)) return std::nullopt;
  return std::string(text);
}

std::optional<std::string> ParsePhone(std::string_view text) {
  std::string digits;
  const bool international = text.starts_with('+');
  for (const char c : international ? text.substr(1) : text) {
    if (IsDigit(c))
      digits.push_back(c);
    else if (std::string_view(" -.()").find(c) == std::string_view::npos)
      return std::nullopt;
  }
  if (!international) {
    if (digits.size() == kNorthAmericanDigits) digits.insert(digits.begin(), '1');
    if (digits.size() != kNorthAmericanDigits + 1 || digits[0] != '1') return std::nullopt;
  }
  if (digits.size() < kPhoneDigitsMin || digits.size() > kPhoneDigitsMax || digits[0] == '0')
    return std::nullopt;
  // Neither an area code nor an exchange of North America begins with 0 or 1.
  if (digits[0] == '1' && (digits.size() != kNorthAmericanDigits + 1 || digits[1] < '2' || digits[4] < '2'))
    return std::nullopt;
  return "+" + digits;
}

std::optional<std::string> ParseLanguage(std::string_view text) {
  constexpr std::size_t kSubtagMax = 8;
  if (text.size() > kLanguageMax) return std::nullopt;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('-', at), text.size());
    const std::string_view tag = text.substr(at, end - at);
    const bool first = at == 0;
    if (tag.empty() || tag.size() > kSubtagMax || (first && (tag.size() < 2 || tag.size() > 3)))
      return std::nullopt;
    if (!std::all_of(tag.begin(), tag.end(), [&](char c) { return IsLetter(c) || (!first && IsDigit(c)); }))
      return std::nullopt;
    at = end + 1;
  }
  return std::string(text);
}

bool IsInstant(std::string_view text) {
  constexpr std::string_view kShape = "0000-00-00T00:00:00";
  if (text.size() < kShape.size() || text.size() > kInstantMax) return false;
  return std::equal(kShape.begin(), kShape.end(), text.begin(),
                    [](char shape, char c) { return shape == '0' ? IsDigit(c) : shape == c; });
}

std::optional<std::string> ParseDate(std::string_view text) {
  int year = 0;
  unsigned month = 0, day = 0;
  if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !ParseNumber(text.substr(0, 4), year) ||
      !ParseNumber(text.substr(5, 2), month) || !ParseNumber(text.substr(8), day))
    return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                                         std::chrono::day{day}};
  constexpr std::chrono::year kFirstYear{1900};
  if (!date.ok() || date.year() < kFirstYear) return std::nullopt;
  return std::string(text);
}

std::string_view Require(csv::Rows& rows, std::string_view column) {
  const std::string_view value = rows.Get(column);
  if (value.empty())
    rows.Fault(column, "is empty");
  else if (!IsText(value))
    rows.Fault(column, "is not one line of UTF-8 text with at most 200 bytes");
  return value;
}

}  // namespace watchbell::notification::oneroster
