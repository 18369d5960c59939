#include "services/visitor/domain/screening/birth_date.hpp"

#include <algorithm>
#include <array>

namespace watchbell::visitor {
namespace {

constexpr std::uint32_t kYear = 10000;
constexpr std::uint32_t kMonths = 12;
constexpr std::uint32_t kDaysMax = 31;
constexpr int kDigits = 8;
constexpr std::array<std::uint32_t, kDigits> kPowers = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000};

std::uint32_t Digit(std::uint32_t code, int place) {
  return code / kPowers[static_cast<std::size_t>(place)] % 10;
}

std::uint32_t DayAndMonthSwapped(std::uint32_t code) {
  return code / kYear * kYear + code % 100 * 100 + code / 100 % 100;
}

bool OneDigitSlip(std::uint32_t a, std::uint32_t b) {
  std::array<int, kDigits> differ{};
  std::size_t count = 0;
  for (int place = 0; place < kDigits; ++place) {
    if (Digit(a, place) != Digit(b, place)) differ[count++] = place;
  }
  if (count == 1) return true;
  return count == 2 && differ[1] == differ[0] + 1 && Digit(a, differ[0]) == Digit(b, differ[1]) &&
         Digit(a, differ[1]) == Digit(b, differ[0]);
}

bool IsNear(std::uint32_t a, std::uint32_t b) {
  const bool next_year = a + kYear == b || b + kYear == a;
  return next_year || DayAndMonthSwapped(a) == b || OneDigitSlip(a, b);
}

// Years covered by a code: one, or two for an age.
bool YearsMeet(BirthDate a, BirthDate b) {
  const auto last = [](BirthDate date) { return date.code() / kYear + (date.code() % kYear == 1 ? 1 : 0); };
  return a.code() / kYear <= last(b) && b.code() / kYear <= last(a);
}

}  // namespace

std::optional<BirthDate> BirthDate::Parse(std::string_view text) {
  std::uint32_t number = 0;
  int digits = 0;
  for (const char c : text) {
    if (c == '-' && (digits == 4 || digits == 6)) continue;
    if (c < '0' || c > '9' || ++digits > kDigits) return std::nullopt;
    number = number * 10 + static_cast<std::uint32_t>(c - '0');
  }
  if (digits == 0 && text.empty()) return BirthDate{};
  if (digits == 4 && number > 0) return BirthDate(number * kYear);
  if (digits != kDigits || number < kYear || number % kYear <= kAge) return std::nullopt;
  return BirthDate(number);
}

BirthDate BirthDate::Of(std::chrono::year_month_day date) {
  return BirthDate(static_cast<std::uint32_t>(static_cast<int>(date.year())) * kYear +
                   static_cast<unsigned>(date.month()) * 100 + static_cast<unsigned>(date.day()));
}

BirthDate BirthDate::OfYear(int year) { return BirthDate(static_cast<std::uint32_t>(year) * kYear); }

BirthDate BirthDate::OfAge(int age, std::chrono::year_month_day as_of) {
  return BirthDate(static_cast<std::uint32_t>(static_cast<int>(as_of.year()) - age - 1) * kYear + kAge);
}

std::vector<std::uint32_t> BirthDate::FilingCodes() const {
  if (absent()) return {};
  const auto month = code_ / 100 % 100, day = code_ % 100;
  const bool in_calendar = month >= 1 && month <= kMonths && day >= 1 && day <= kDaysMax;
  if (!whole() || in_calendar) return {code_};
  return {code_, code_ / kYear * kYear};
}

std::vector<std::uint32_t> BirthDate::NearCodes() const {
  std::vector<std::uint32_t> codes;
  if (!whole()) return codes;
  codes.reserve(96);
  for (int place = 0; place < kDigits; ++place) {
    const auto power = kPowers[static_cast<std::size_t>(place)];
    const auto zeroed = code_ - Digit(code_, place) * power;
    for (std::uint32_t digit = 0; digit < 10; ++digit) codes.push_back(zeroed + digit * power);
    if (place + 1 == kDigits) continue;
    const auto low = Digit(code_, place), high = Digit(code_, place + 1);
    codes.push_back(code_ - low * power - high * power * 10 + high * power + low * power * 10);
  }
  codes.insert(codes.end(), {DayAndMonthSwapped(code_), code_ + kYear, code_ - kYear});
  std::ranges::sort(codes);
  const auto repeated = std::ranges::unique(codes);
  codes.erase(repeated.begin(), repeated.end());
  std::erase(codes, code_);
  return codes;
}

std::vector<std::uint32_t> BirthDate::AgreeingCodes() const {
  if (absent()) return {};
  const auto year = code_ / kYear * kYear;
  const bool age = code_ % kYear == kAge;
  std::vector<std::uint32_t> codes{year, year + kAge, year - kYear + kAge};
  if (age) codes.insert(codes.end(), {year + kYear, year + kYear + kAge});
  if (whole()) return codes;
  for (auto first = year; first <= year + (age ? kYear : 0); first += kYear) {
    for (std::uint32_t month = 1; month <= kMonths; ++month) {
      for (std::uint32_t day = 1; day <= kDaysMax; ++day) codes.push_back(first + month * 100 + day);
    }
  }
  return codes;
}

DobGrade GradeBirthDates(BirthDate a, BirthDate b) {
  if (a.absent() || b.absent()) return DobGrade::kAbsent;
  if (!a.whole() || !b.whole()) return YearsMeet(a, b) ? DobGrade::kPartial : DobGrade::kConflict;
  if (a == b) return DobGrade::kSame;
  return IsNear(a.code(), b.code()) ? DobGrade::kNear : DobGrade::kConflict;
}

}  // namespace watchbell::visitor
