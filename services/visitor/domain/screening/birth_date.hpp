// A birth date as a list or a visitor gives it: whole, the year alone, an age, or none; and how well two
// agree.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace watchbell::visitor {

enum class DobGrade : std::uint8_t {
  kSame,
  kNear,  // one slip: day and month swapped, one digit, two neighbouring digits swapped, or the year next to
          // it
  kPartial,  // one side has only a year or an age, and it agrees
  kAbsent,   // one side has nothing
  kConflict,
};
constexpr int kDobGradeCount = 5;

class BirthDate {
 public:
  BirthDate() = default;  // absent

  // "1990-03-04", "19900304", or "1990". A text with eight digits that is no day of the calendar is kept as
  // it is: a mistyped date is still near the true one. Empty text is absent; anything else is nothing.
  static std::optional<BirthDate> Parse(std::string_view text);
  static BirthDate Of(std::chrono::year_month_day date);
  static BirthDate OfYear(int year);
  // Somebody who was `age` years old on the day `as_of` was born in one of two years.
  static BirthDate OfAge(int age, std::chrono::year_month_day as_of);

  bool absent() const { return code_ == 0; }
  bool whole() const { return code_ % 10000 > kAge; }
  // YYYYMMDD, YYYY0000 for a year, YYYY0001 for that year or the next, 0 for none. What the index files it
  // under.
  std::uint32_t code() const { return code_; }
  static BirthDate FromCode(std::uint32_t code) { return BirthDate(code); }

  // Under which codes a date is filed, so that it is found by what is near to it and by what agrees with it:
  // its own, and that of its year if it is no day of the calendar. None for an absent date.
  std::vector<std::uint32_t> FilingCodes() const;
  // The codes of every date that a whole date is near to (about 80; most are no days).
  std::vector<std::uint32_t> NearCodes() const;
  // Of every partial date that agrees with a whole one; for a partial date, of all dates that agree with it.
  std::vector<std::uint32_t> AgreeingCodes() const;

  friend bool operator==(BirthDate, BirthDate) = default;

 private:
  static constexpr std::uint32_t kAge = 1;
  explicit BirthDate(std::uint32_t code) : code_(code) {}
  std::uint32_t code_ = 0;
};

// Symmetric.
DobGrade GradeBirthDates(BirthDate a, BirthDate b);

}  // namespace watchbell::visitor
