#include "services/visitor/domain/identity/aamva.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "common/text/fold.hpp"
#include "services/visitor/domain/identity/document_date.hpp"
#include "services/visitor/domain/identity/issuers.hpp"
#include "services/visitor/domain/screening/words.hpp"

namespace watchbell::visitor {
namespace {

constexpr std::size_t kIdLength = 3;
constexpr std::size_t kTypeLength = 2;
constexpr std::size_t kIssuerLength = 6;
constexpr std::size_t kVersionLength = 2;

// The elements that may be read. Whatever is not in this list never leaves the scanner's buffer.
constexpr auto kElements = std::to_array<std::string_view>({
    "DAA", "DAB", "DAC", "DAD", "DAE", "DAJ", "DAQ", "DBA", "DBB", "DBC",
    "DBG", "DBN", "DBS", "DCG", "DCS", "DCT", "DCU", "DDE", "DDF", "DDG",
});
constexpr auto kElementCount = kElements.size();

constexpr std::size_t Index(std::string_view id) {
  return static_cast<std::size_t>(std::ranges::find(kElements, id) - kElements.begin());
}

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr char Upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
constexpr bool IsLetter(char c) { return Upper(c) >= 'A' && Upper(c) <= 'Z'; }
constexpr bool IsControl(char c) { return (c >= 0 && c < ' ') || c == 0x7F; }

std::string Upper(std::string_view text) {
  std::string upper(text);
  std::ranges::transform(upper, upper.begin(), [](char c) { return Upper(c); });
  return upper;
}

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// Issuers write these where a card has no such name.
bool IsPlaceholder(std::string_view value) {
  constexpr auto kPlaceholders = std::to_array<std::string_view>({"NONE", "UNAVL", "UNAVAIL", "N/A"});
  return std::ranges::find(kPlaceholders, Upper(value)) != kPlaceholders.end();
}

std::vector<std::string> Names(std::string_view list, char separator) {
  std::vector<std::string> names;
  while (!list.empty()) {
    const auto end = std::min(list.find(separator), list.size());
    const auto name = Trimmed(list.substr(0, end));
    if (!name.empty() && !IsPlaceholder(name)) names.emplace_back(name);
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return names;
}

// Card makers separate with commas; some, with blanks or the $ and @ of older layouts.
std::vector<std::string> Names(std::string_view list) {
  for (const char separator : {',', '$', '@'}) {
    if (list.find(separator) != std::string_view::npos) return Names(list, separator);
  }
  return Names(list, ' ');
}

class Elements {
 public:
  // The value is a view of the scan.
  void Add(std::string_view id, std::string_view value) {
    const auto index = Index(Upper(id));
    if (index < kElementCount && values_[index].empty()) values_[index] = Trimmed(value);
  }
  std::string_view operator[](std::string_view id) const { return values_[Index(id)]; }
  std::string Name(std::string_view id) const {
    const auto value = (*this)[id];
    return std::string(IsPlaceholder(value) ? std::string_view{} : value);
  }

 private:
  std::array<std::string_view, kElementCount> values_;
};

struct Header {
  std::string_view issuer_number;
  std::string_view elements;  // everything after the subfile table
};

// `@`, separators, `ANSI ` or `AAMVA`, issuer, version, then digits and the subfile table (type, offset,
// length).
std::optional<Header> ParseHeader(std::string_view text) {
  const auto skip = [&](auto&& predicate) {
    while (!text.empty() && predicate(text.front())) text.remove_prefix(1);
  };
  const auto is_separator = [](char c) { return c == ' ' || IsControl(c); };
  skip(is_separator);
  if (!text.starts_with('@')) return std::nullopt;
  text.remove_prefix(1);
  skip(is_separator);
  const auto file_type = Upper(text.substr(0, 5));
  if (!file_type.starts_with("ANSI") && file_type != "AAMVA") return std::nullopt;
  text.remove_prefix(file_type == "AAMVA" ? 5 : 4);
  skip([](char c) { return c == ' '; });
  const auto issuer = text.substr(0, kIssuerLength);
  const auto numbers = text.substr(0, kIssuerLength + kVersionLength);
  if (numbers.size() < kIssuerLength + kVersionLength || !std::ranges::all_of(numbers, IsDigit))
    return std::nullopt;
  skip(IsDigit);
  while (text.size() > kTypeLength && IsLetter(text[0]) && IsLetter(text[1]) && IsDigit(text[kTypeLength])) {
    text.remove_prefix(kTypeLength);
    skip(IsDigit);
  }
  return Header{issuer, text};
}

bool StartsWithElementId(std::string_view line) {
  return line.size() >= kIdLength && (Upper(line[0]) == 'D' || Upper(line[0]) == 'Z') && IsLetter(line[1]) &&
         IsLetter(line[2]);
}

// A subfile begins with its type, on some cards twice: DLDAQ..., DLDLDAQ...
std::string_view WithoutSubfileType(std::string_view line) {
  constexpr auto kTypes = std::to_array<std::string_view>({"DL", "ID", "EN"});
  while (line.size() > kTypeLength && StartsWithElementId(line.substr(kTypeLength))) {
    const auto type = Upper(line.substr(0, kTypeLength));
    if (std::ranges::find(kTypes, type) == kTypes.end()) break;
    line.remove_prefix(kTypeLength);
  }
  return line;
}

tl::expected<Elements, ScanError> ParseElements(std::string_view text) {
  Elements elements;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of("\r\n"), text.size());
    const auto line = WithoutSubfileType(Trimmed(text.substr(0, end)));
    const bool only_separators = std::ranges::all_of(line, IsControl);
    if (!only_separators && std::ranges::any_of(line, IsControl)) {
      const auto index = Index(Upper(line.substr(0, kIdLength)));
      return ScanFailure(ScanFault::kControlByte,
                         index < kElementCount ? kElements[index] : std::string_view{});
    }
    if (StartsWithElementId(line)) elements.Add(line.substr(0, kIdLength), line.substr(kIdLength));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return elements;
}

// Version 04 on: DCS, DAC, DAD. 02 and 03: DCS, DCT with all given names. 01: DAB or one DAA
// "family,given,middle".
void ReadNames(const Elements& elements, ScannedIdentity& identity) {
  identity.family_name = elements["DCS"].empty() ? elements["DAB"] : elements["DCS"];
  identity.given_name = elements.Name("DAC");
  identity.middle_names = Names(elements["DAD"], ',');
  identity.suffix = elements["DCU"].empty() ? elements.Name("DAE") : elements.Name("DCU");
  auto given = Names(elements["DCT"]);
  if (identity.family_name.empty()) {
    given = Names(elements["DAA"]);
    if (given.empty()) return;
    identity.family_name = given.front();
    given.erase(given.begin());
  }
  // Without an element of its own it stands behind the given names.
  if (identity.suffix.empty() && given.size() > 1 && SuffixOf(Fold(given.back())) != Suffix::kNone) {
    identity.suffix = std::move(given.back());
    given.pop_back();
  }
  if (!identity.given_name.empty() || given.empty()) return;
  identity.given_name = given.front();
  if (identity.middle_names.empty()) identity.middle_names.assign(given.begin() + 1, given.end());
}

Truncation ReadTruncation(std::string_view flag) {
  if (flag.empty()) return Truncation::kUnknown;
  switch (Upper(flag[0])) {
    case 'T': return Truncation::kYes;
    case 'N': return Truncation::kNo;
    default: return Truncation::kUnknown;
  }
}

Sex ReadSex(std::string_view code) {
  if (code.empty()) return Sex::kUnspecified;
  switch (Upper(code[0])) {
    case '1':
    case 'M': return Sex::kMale;
    case '2':
    case 'F': return Sex::kFemale;
    default: return Sex::kUnspecified;
  }
}

std::string LastFour(std::string_view number) {
  std::string kept;
  for (const char c : number) {
    if (IsDigit(c) || IsLetter(c)) kept.push_back(Upper(c));
  }
  return kept.size() > 4 ? kept.substr(kept.size() - 4) : kept;
}

}  // namespace

ScanResult ParseAamva(std::string_view text, std::chrono::year_month_day today) {
  if (text.size() > kAamvaBytesMax) return ScanFailure(ScanFault::kTooLong);
  if (std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) > 0x7F; })) {
    return ScanFailure(ScanFault::kNotAscii);
  }
  const auto header = ParseHeader(text);
  if (!header) return ScanFailure(ScanFault::kNoHeader);
  const auto parsed = ParseElements(header->elements);
  if (!parsed) return tl::unexpected(parsed.error());
  const Elements& elements = *parsed;

  ScannedIdentity identity;
  ReadNames(elements, identity);
  if (identity.family_name.empty()) return ScanFailure(ScanFault::kNoName, "DCS");
  if (elements["DBB"].empty()) return ScanFailure(ScanFault::kNoBirthDate, "DBB");
  const auto birth_date = ParseCardDate(elements["DBB"]);
  if (!birth_date || *birth_date > today) return ScanFailure(ScanFault::kBadBirthDate, "DBB");
  identity.birth_date = *birth_date;
  identity.expires_on = ParseCardDate(elements["DBA"]);
  identity.sex = ReadSex(elements["DBC"]);
  identity.number_last4 = LastFour(elements["DAQ"]);
  identity.jurisdiction =
      Upper(elements["DAJ"].empty() ? JurisdictionOfIssuer(header->issuer_number) : elements["DAJ"]);
  identity.country = Upper(elements["DCG"]);
  identity.family_truncated = ReadTruncation(elements["DDE"]);
  identity.given_truncated = ReadTruncation(elements["DDF"]);
  identity.middle_truncated = ReadTruncation(elements["DDG"]);
  ScannedAlias alias{elements.Name("DBN"), elements.Name("DBG"), elements.Name("DBS")};
  if (!alias.family_name.empty() || !alias.given_name.empty()) identity.aliases.push_back(std::move(alias));
  return identity;
}

}  // namespace watchbell::visitor
