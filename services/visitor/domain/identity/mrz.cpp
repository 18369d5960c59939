#include "services/visitor/domain/identity/mrz.hpp"

#include <algorithm>
#include <string>

#include "services/visitor/domain/identity/document_date.hpp"

namespace watchbell::visitor {
namespace {

constexpr char kFiller = '<';
// An expiry date may lie ahead; no document is valid for longer.
constexpr std::chrono::years kValidityMax{50};

constexpr bool IsMrzByte(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == kFiller; }

// Where a format keeps its fields, as offsets into its lines put end to end.
struct Layout {
  std::size_t size;
  std::size_t number, birth, sex, expiry, optional, optional_size, names, names_size, composite;
  DocumentKind kind;
};
constexpr Layout kTd3{88, 44, 57, 64, 65, 72, 14, 5, 39, 87, DocumentKind::kPassport};
constexpr Layout kTd1{90, 5, 30, 37, 38, 15, 15, 60, 30, 59, DocumentKind::kIdentityCard};
constexpr std::size_t kNumberSize = 9;
constexpr std::size_t kDateSize = 6;
constexpr std::size_t kStateAt = 2;
constexpr std::size_t kStateSize = 3;

// Doc 9303 part 3, 4.9: values 0-9, A=10..Z=35, filler 0, weights 7 3 1, modulo 10.
char CheckDigit(std::string_view text) {
  constexpr int kWeights[] = {7, 3, 1};
  int sum = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const int value = c == kFiller ? 0 : c <= '9' ? c - '0' : c - 'A' + 10;
    sum += value * kWeights[i % 3];
  }
  return static_cast<char>('0' + sum % 10);
}

std::string_view WithoutFillers(std::string_view text) {
  const auto last = text.find_last_not_of(kFiller);
  return last == std::string_view::npos ? std::string_view{} : text.substr(0, last + 1);
}

std::vector<std::string> Names(std::string_view text) {
  std::vector<std::string> names;
  while (!text.empty()) {
    const auto end = std::min(text.find(kFiller), text.size());
    if (end > 0) names.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return names;
}

std::string Joined(const std::vector<std::string>& names) {
  std::string joined;
  for (const auto& name : names) joined += (joined.empty() ? "" : " ") + name;
  return joined;
}

class Zone {
 public:
  Zone(std::string text, const Layout& layout) : text_(std::move(text)), layout_(layout) {}

  std::string_view Field(std::size_t at, std::size_t size) const {
    return std::string_view(text_).substr(at, size);
  }
  const Layout& layout() const { return layout_; }

  // The field that fails its check digit; empty when all hold.
  std::string_view FailedField() const {
    if (!Holds(layout_.birth, kDateSize)) return "birth_date";
    if (!Holds(layout_.expiry, kDateSize)) return "expiry_date";
    if (!NumberHolds()) return "document_number";
    if (layout_.kind == DocumentKind::kPassport && !OptionalDataHolds()) return "personal_number";
    if (CheckDigit(CompositeText()) != text_[layout_.composite]) return "composite";
    return {};
  }

  // A card number of more than 9 characters continues in the optional data, and its check digit with it.
  std::string DocumentNumber() const {
    std::string number(Field(layout_.number, kNumberSize));
    if (HasLongNumber()) {
      const auto rest = LongNumberRest();
      number += rest.substr(0, rest.size() - 1);
    }
    return std::string(WithoutFillers(number));
  }

 private:
  bool Holds(std::size_t at, std::size_t size) const {
    return CheckDigit(Field(at, size)) == text_[at + size];
  }
  bool HasLongNumber() const {
    return layout_.kind == DocumentKind::kIdentityCard && text_[layout_.number + kNumberSize] == kFiller &&
           !LongNumberRest().empty();
  }
  std::string_view LongNumberRest() const {
    const auto optional = Field(layout_.optional, layout_.optional_size);
    return optional.substr(0, std::min(optional.find(kFiller), optional.size()));
  }
  bool NumberHolds() const {
    if (!HasLongNumber()) return Holds(layout_.number, kNumberSize);
    return CheckDigit(DocumentNumber()) == LongNumberRest().back();
  }
  // Issuers that print no personal number may print a filler as its check digit.
  bool OptionalDataHolds() const {
    const bool empty = WithoutFillers(Field(layout_.optional, layout_.optional_size)).empty();
    if (empty && text_[layout_.optional + layout_.optional_size] == kFiller) return true;
    return Holds(layout_.optional, layout_.optional_size);
  }
  std::string CompositeText() const {
    constexpr std::size_t kWithCheck = kDateSize + 1;
    std::string text;
    if (layout_.kind == DocumentKind::kPassport) {
      text += Field(layout_.number, kNumberSize + 1);
      text += Field(layout_.birth, kWithCheck);
      text += Field(layout_.expiry, kWithCheck + layout_.optional_size + 1);
    } else {
      constexpr std::size_t kSecondOptionalAt = 48, kSecondOptionalSize = 11;
      text += Field(layout_.number, kNumberSize + 1 + layout_.optional_size);
      text += Field(layout_.birth, kWithCheck);
      text += Field(layout_.expiry, kWithCheck);
      text += Field(kSecondOptionalAt, kSecondOptionalSize);
    }
    return text;
  }

  std::string text_;
  const Layout& layout_;
};

// FAMILY<NAMES<<GIVEN<NAMES<<<: a field without a filler at its end was cut.
void ReadNames(std::string_view field, ScannedIdentity& identity) {
  const bool cut = field.back() != kFiller;
  const auto split = std::min(field.find("<<"), field.size());
  identity.family_name = Joined(Names(field.substr(0, split)));
  auto given = Names(field.substr(split));
  const auto last = cut ? Truncation::kYes : Truncation::kNo;
  identity.family_truncated = split == field.size() ? last : Truncation::kNo;
  identity.given_truncated = given.size() == 1 ? last : Truncation::kNo;
  identity.middle_truncated = given.size() > 1 ? last : Truncation::kNo;
  if (given.empty()) return;
  identity.given_name = given.front();
  identity.middle_names.assign(given.begin() + 1, given.end());
}

ScanResult Read(const Zone& zone, std::chrono::year_month_day today) {
  const auto& layout = zone.layout();
  if (const auto field = zone.FailedField(); !field.empty())
    return ScanFailure(ScanFault::kBadCheckDigit, field);
  ScannedIdentity identity;
  identity.kind = layout.kind;
  ReadNames(zone.Field(layout.names, layout.names_size), identity);
  if (identity.family_name.empty()) return ScanFailure(ScanFault::kNoName, "names");
  const auto birth = zone.Field(layout.birth, kDateSize);
  if (birth.find(kFiller) != std::string_view::npos)
    return ScanFailure(ScanFault::kNoBirthDate, "birth_date");
  const auto birth_date = ParseMrzDate(birth, today);
  if (!birth_date) return ScanFailure(ScanFault::kBadBirthDate, "birth_date");
  identity.birth_date = *birth_date;
  identity.expires_on = ParseMrzDate(zone.Field(layout.expiry, kDateSize), today + kValidityMax);
  const char sex = zone.Field(layout.sex, 1).front();
  identity.sex = sex == 'M' ? Sex::kMale : sex == 'F' ? Sex::kFemale : Sex::kUnspecified;
  const auto number = zone.DocumentNumber();
  identity.number_last4 = number.size() > 4 ? number.substr(number.size() - 4) : number;
  identity.country = WithoutFillers(zone.Field(kStateAt, kStateSize));
  return identity;
}

}  // namespace

ScanResult ParseMrz(std::string_view text, std::chrono::year_month_day today) {
  if (text.size() > kMrzBytesMax) return ScanFailure(ScanFault::kTooLong);
  std::string zone;
  for (const char c : text) {
    if (c == ' ' || c == '\r' || c == '\n') continue;
    const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    if (static_cast<unsigned char>(upper) > 0x7F) return ScanFailure(ScanFault::kNotAscii);
    if (!IsMrzByte(upper)) return ScanFailure(ScanFault::kNoHeader);
    zone.push_back(upper);
  }
  const bool passport = zone.size() == kTd3.size && zone.front() == 'P';
  const bool card =
      zone.size() == kTd1.size && std::string_view("ACI").find(zone.front()) != std::string_view::npos;
  if (!passport && !card) return ScanFailure(ScanFault::kNoHeader);
  return Read(Zone(std::move(zone), passport ? kTd3 : kTd1), today);
}

}  // namespace watchbell::visitor
