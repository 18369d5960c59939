#include "services/notification/oneroster/fields.hpp"

#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>

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

constexpr auto kStaff = v1::Person::KIND_STAFF;
constexpr auto kGuardian = v1::Person::KIND_GUARDIAN;
// What OneRoster names comes first.
constexpr std::array<Role, 37> kRoles{{
    {"administrator", kStaff},
    {"aide", kStaff},
    {"counselor", kStaff},
    {"districtAdministrator", kStaff},
    {"principal", kStaff},
    {"proctor", kStaff},
    {"siteAdministrator", kStaff},
    {"systemAdministrator", kStaff},
    {"teacher", kStaff},
    {"student", v1::Person::KIND_STUDENT},
    {"guardian", kGuardian},
    {"parent", kGuardian},
    {"relative", kGuardian},
    {"assistantPrincipal", kStaff},
    {"busDriver", kStaff},
    {"clerk", kStaff},
    {"coach", kStaff},
    {"custodian", kStaff},
    {"employee", kStaff},
    {"father", kGuardian},
    {"instructor", kStaff},
    {"legalGuardian", kGuardian},
    {"librarian", kStaff},
    {"mother", kGuardian},
    {"nurse", kStaff},
    {"paraprofessional", kStaff},
    {"psychologist", kStaff},
    {"registrar", kStaff},
    {"resourceOfficer", kStaff},
    {"secretary", kStaff},
    {"socialWorker", kStaff},
    {"specialist", kStaff},
    {"staff", kStaff},
    {"substitute", kStaff},
    {"substituteTeacher", kStaff},
    {"superintendent", kStaff},
    {"therapist", kStaff},
}};

constexpr std::array<std::string_view, 6> kOrgTypes{"school",   "district", "local",
                                                    "national", "state",    "department"};

constexpr std::string_view kExtension = "ext:";  // OneRoster 1.2: a value of the district's own

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Lower-case letters and digits of a word of a vocabulary.
std::string Bare(std::string_view word) {
  std::string bare = LowerCase(csv::Trim(word));
  if (bare.starts_with(kExtension)) bare.erase(0, kExtension.size());
  bare.erase(std::remove_if(bare.begin(), bare.end(), [](char c) { return !IsDigit(c) && !IsLetter(c); }),
             bare.end());
  return bare;
}

template <class Number>
bool ParseNumber(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() &&
         std::all_of(text.begin(), text.end(), IsDigit);
}

}  // namespace

bool IsText(std::string_view text) { return IsPlainText(text, kTextBytesMax); }

std::string OneLine(std::string_view text) {
  const bool spaced = text.starts_with(' ') || text.ends_with(' ') || text.find("  ") != text.npos;
  if (!spaced && IsPlainText(text, text.size())) return std::string(text);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  std::string line;
  for (std::int32_t at = 0; at < size;) {
    const auto begin = static_cast<std::size_t>(at);
    UChar32 point = 0;
    U8_NEXT(bytes, at, size, point);
    if (point < 0) continue;
    const auto character = text.substr(begin, static_cast<std::size_t>(at) - begin);
    if (point != ' ' && IsPlainText(character, kTextBytesMax))
      line += character;
    else if (!line.empty() && !line.ends_with(' '))
      line.push_back(' ');
  }
  if (line.ends_with(' ')) line.pop_back();
  return line;
}

std::string Cut(std::string_view text) {
  if (text.size() <= kTextBytesMax) return std::string(text);
  std::size_t end = kTextBytesMax;
  while (end > 0 && U8_IS_TRAIL(text[end])) --end;
  return std::string(csv::Trim(text.substr(0, end)));
}

std::string LowerCase(std::string_view text) {
  std::string word(text);
  std::transform(word.begin(), word.end(), word.begin(), Lower);
  return word;
}

bool SameInAnyCase(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char a, char b) { return Lower(a) == Lower(b); });
}

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
  const std::string word = Bare(status);
  if (word.empty() || word == "active") return true;
  if (word == "tobedeleted" || word == "deleted" || word == "inactive") return false;
  return std::nullopt;
}

std::optional<bool> ParseBoolean(std::string_view text) {
  const std::string word = LowerCase(text);
  for (const auto* yes : {"", "true", "t", "yes", "y", "1"})
    if (word == yes) return true;
  for (const auto* no : {"false", "f", "no", "n", "0"})
    if (word == no) return false;
  return std::nullopt;
}

std::optional<Role> ParseRole(std::string_view role) {
  const std::string word = Bare(role);
  for (const auto& known : kRoles)
    if (SameInAnyCase(known.name, word)) return known;
  return std::nullopt;
}

std::optional<std::string_view> ParseOrgType(std::string_view type) {
  const std::string word = Bare(type);
  const auto* found = std::find(kOrgTypes.begin(), kOrgTypes.end(), word);
  return found == kOrgTypes.end() ? std::nullopt : std::optional(*found);
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
  constexpr std::size_t kCompact = 8;  // YYYYMMDD
  const std::string_view day_alone = text.substr(0, text.find_first_of("T "));
  std::array<std::string_view, 3> parts;
  if (day_alone.size() == kCompact && std::all_of(day_alone.begin(), day_alone.end(), IsDigit)) {
    parts = {day_alone.substr(0, 4), day_alone.substr(4, 2), day_alone.substr(6)};
  } else {
    const auto first = day_alone.find_first_of("-/");
    if (first == day_alone.npos) return std::nullopt;
    const auto second = day_alone.find(day_alone[first], first + 1);
    if (second == day_alone.npos) return std::nullopt;
    parts = {day_alone.substr(0, first), day_alone.substr(first + 1, second - first - 1),
             day_alone.substr(second + 1)};
    if (parts[0].size() <= 2) parts = {parts[2], parts[0], parts[1]};  // American: month, day, year
  }
  if (parts[0].size() != 4 || parts[1].size() > 2 || parts[2].size() > 2) return std::nullopt;
  int year = 0;
  unsigned month = 0, day = 0;
  if (!ParseNumber(parts[0], year) || !ParseNumber(parts[1], month) || !ParseNumber(parts[2], day))
    return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                                         std::chrono::day{day}};
  constexpr std::chrono::year kFirstYear{1900};
  if (!date.ok() || date.year() < kFirstYear) return std::nullopt;
  std::string iso(parts[0]);
  for (const auto part : {parts[1], parts[2]}) iso.append(part.size() == 1 ? "-0" : "-").append(part);
  return iso;
}

}  // namespace watchbell::notification::oneroster
