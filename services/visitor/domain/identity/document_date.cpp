#include "services/visitor/domain/identity/document_date.hpp"

#include <array>

namespace watchbell::visitor {
namespace {

using std::chrono::year_month_day;

constexpr int kFirstYear = 1900;

// Digits of a fixed count, or nothing.
template <std::size_t kCount>
std::optional<std::array<int, kCount>> Digits(std::string_view text) {
  std::array<int, kCount> digits{};
  std::size_t count = 0;
  for (const char c : text) {
    if (c == '-' || c == '/' || c == '.') continue;
    if (c < '0' || c > '9' || count == kCount) return std::nullopt;
    digits[count++] = c - '0';
  }
  if (count != kCount) return std::nullopt;
  return digits;
}

std::optional<year_month_day> Date(int year, int month, int day) {
  const year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                            std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok() || year < kFirstYear) return std::nullopt;
  return date;
}

}  // namespace

std::optional<year_month_day> ParseCardDate(std::string_view text) {
  const auto digits = Digits<8>(text);
  if (!digits) return std::nullopt;
  const auto pair = [&](std::size_t at) { return (*digits)[at] * 10 + (*digits)[at + 1]; };
  const bool year_first = pair(0) == 19 || pair(0) == 20;
  if (year_first) return Date(pair(0) * 100 + pair(2), pair(4), pair(6));
  return Date(pair(4) * 100 + pair(6), pair(0), pair(2));
}

std::optional<year_month_day> ParseMrzDate(std::string_view yymmdd, year_month_day latest) {
  const auto digits = Digits<6>(yymmdd);
  if (!digits) return std::nullopt;
  const auto pair = [&](std::size_t at) { return (*digits)[at] * 10 + (*digits)[at + 1]; };
  const int century = static_cast<int>(latest.year()) / 100 * 100;
  const auto date = Date(century + pair(0), pair(2), pair(4));
  if (date && *date <= latest) return date;
  return Date(century - 100 + pair(0), pair(2), pair(4));
}

}  // namespace watchbell::visitor
