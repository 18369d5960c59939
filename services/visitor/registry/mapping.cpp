#include "services/visitor/registry/mapping.hpp"

#include <algorithm>
#include <array>

#include "common/time/local.hpp"

namespace watchbell::visitor {
namespace {

constexpr std::array<std::string_view, 12> kFields{
    kReferenceField, "family_name", "given_name",  "middle_name", "name_suffix", kFullNameField,
    "date_of_birth", "aliases",     "description", "state",       "starts_on",   "expires_on"};
constexpr std::size_t kDateFormatMax = 32;

// A fault of the mapping, not of a line.
void Fault(csv::FaultList& faults, std::string_view column, std::string_view problem) {
  faults.Add("", 0, column, problem);
}

int CountOf(std::string_view text, std::string_view part) {
  int count = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

bool IsDateFormat(std::string_view format) {
  const bool once = CountOf(format, "YYYY") == 1 && CountOf(format, "MM") == 1 && CountOf(format, "DD") == 1;
  return once && format.size() <= kDateFormatMax &&
         std::ranges::none_of(format, [](char c) { return c >= '0' && c <= '9'; });
}

bool IsDigits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// Moves the part's digits out of the text. Without leading zeros where the next of the format is a sign.
std::optional<std::string> TakeNumber(std::string_view& text, std::size_t digits, bool fixed) {
  std::size_t size = 0;
  while (size < text.size() && size < digits && IsDigits(text.substr(size, 1))) ++size;
  if (size == 0 || (fixed && size != digits)) return std::nullopt;
  std::string number(digits - size, '0');
  number += text.substr(0, size);
  text.remove_prefix(size);
  return number;
}

}  // namespace

std::optional<Mapping> Mapping::Read(const v1::RegistryMapping& mapping, csv::FaultList& faults) {
  Mapping read;
  if (mapping.columns_size() + mapping.constants_size() > kMappedMax)
    Fault(faults, "", "the mapping is too long");
  const auto known = [&](const std::string& field, const std::string& column) {
    if (std::ranges::find(kFields, field) != kFields.end()) return true;
    Fault(faults, column, "is mapped to a field that does not exist");
    return false;
  };
  for (const auto& [column, field] : mapping.columns()) {
    if (known(field, column) && !read.columns_.emplace(field, column).second)
      Fault(faults, column, "is mapped to a field that another column has");
  }
  for (const auto& [field, value] : mapping.constants()) {
    if (!known(field, field)) continue;
    if (field == kReferenceField) Fault(faults, field, "cannot be the same for every entry");
    if (read.columns_.contains(field)) Fault(faults, field, "has a column and a constant");
    read.constants_.emplace(field, value);
  }
  if (!read.columns_.contains(kReferenceField)) Fault(faults, kReferenceField, "no column is mapped to it");
  if (!read.columns_.contains("family_name") && !read.columns_.contains(kFullNameField))
    Fault(faults, "family_name", "no column is mapped to it, nor to full_name");
  read.date_format_ = mapping.date_format().empty() ? "YYYY-MM-DD" : mapping.date_format();
  if (!IsDateFormat(read.date_format_)) Fault(faults, "", "the date format needs YYYY, MM and DD once each");
  read.alias_separator_ = mapping.alias_separator().empty() ? ";" : mapping.alias_separator();
  if (!faults.empty()) return std::nullopt;
  return read;
}

std::string_view Mapping::ColumnOf(std::string_view field) const {
  const auto found = columns_.find(field);
  return found == columns_.end() ? field : std::string_view{found->second};
}

std::string_view Mapping::Value(const csv::Rows& rows, std::string_view field) const {
  if (const auto column = columns_.find(field); column != columns_.end()) return rows.Get(column->second);
  const auto constant = constants_.find(field);
  return constant == constants_.end() ? std::string_view{} : std::string_view{constant->second};
}

std::optional<std::string> Mapping::Date(std::string_view text) const {
  if (text.empty()) return std::string{};
  if (text.size() == 4 && IsDigits(text)) return std::string{text};
  std::string year, month, day;
  std::string_view format = date_format_;
  while (!format.empty()) {
    const bool is_year = format.starts_with("YYYY");
    const std::size_t digits = is_year ? 4 : 2;
    std::string* part = is_year                    ? &year
                        : format.starts_with("MM") ? &month
                        : format.starts_with("DD") ? &day
                                                   : nullptr;
    if (part == nullptr) {
      if (!text.starts_with(format.front())) return std::nullopt;
      text.remove_prefix(1);
      format.remove_prefix(1);
      continue;
    }
    format.remove_prefix(digits);
    const bool joined =
        !format.empty() && (format.front() == 'Y' || format.front() == 'M' || format.front() == 'D');
    auto number = TakeNumber(text, digits, is_year || joined);
    if (!number) return std::nullopt;
    *part = std::move(*number);
  }
  auto date = year + "-" + month + "-" + day;
  if (!text.empty() || !ParseIsoDate(date)) return std::nullopt;
  return date;
}

}  // namespace watchbell::visitor
