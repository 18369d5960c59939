#include "services/visitor/domain/screening/birth_date.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace watchbell::visitor {
namespace {

using namespace std::chrono_literals;

DobGrade Grade(std::string_view a, std::string_view b) {
  return GradeBirthDates(BirthDate::Parse(a).value(), BirthDate::Parse(b).value());
}

TEST(BirthDate, EqualDatesAreSame) {
  EXPECT_EQ(Grade("1990-03-04", "19900304"), DobGrade::kSame);
  EXPECT_EQ(BirthDate::Of(1990y / 3 / 4), BirthDate::Parse("1990-03-04"));
}

TEST(BirthDate, DayAndMonthSwappedIsNear) { EXPECT_EQ(Grade("1990-03-04", "1990-04-03"), DobGrade::kNear); }

TEST(BirthDate, OneOtherDigitIsNear) {
  EXPECT_EQ(Grade("1990-03-04", "1990-03-14"), DobGrade::kNear);
  EXPECT_EQ(Grade("1990-03-04", "1960-03-04"), DobGrade::kNear);
}

TEST(BirthDate, TwoNeighbouringDigitsSwappedIsNear) {
  EXPECT_EQ(Grade("1940-05-02", "1904-05-02"), DobGrade::kNear);
}

TEST(BirthDate, TheYearNextToItIsNear) { EXPECT_EQ(Grade("1989-03-04", "1990-03-04"), DobGrade::kNear); }

TEST(BirthDate, TwoSlipsAreAConflict) { EXPECT_EQ(Grade("1990-03-04", "1990-05-06"), DobGrade::kConflict); }

TEST(BirthDate, AYearThatAgreesIsPartial) {
  EXPECT_EQ(Grade("1990-03-04", "1990"), DobGrade::kPartial);
  EXPECT_EQ(Grade("1990-03-04", "1991"), DobGrade::kConflict);
}

TEST(BirthDate, AnAgeAgreesWithTwoYears) {
  const auto age = BirthDate::OfAge(30, 2021y / 6 / 1);
  for (const int year : {1990, 1991}) {
    EXPECT_EQ(GradeBirthDates(BirthDate::Of(std::chrono::year(year) / 7 / 1), age), DobGrade::kPartial);
  }
  EXPECT_EQ(GradeBirthDates(BirthDate::OfYear(1992), age), DobGrade::kConflict);
  EXPECT_EQ(GradeBirthDates(BirthDate::OfYear(1989), age), DobGrade::kConflict);
}

TEST(BirthDate, NoDateIsAbsent) {
  EXPECT_EQ(Grade("", "1990-03-04"), DobGrade::kAbsent);
  EXPECT_EQ(Grade("", ""), DobGrade::kAbsent);
}

TEST(BirthDate, AMistypedDateIsStillNearTheTrueOne) {
  EXPECT_EQ(Grade("1960-05-45", "1960-05-15"), DobGrade::kNear);
}

TEST(BirthDate, OtherTextsAreNoDates) {
  for (const auto* text : {"x", "1990-3-4", "199", "199003041", "04/03/1990", "00000000", "-"}) {
    EXPECT_EQ(BirthDate::Parse(text), std::nullopt) << text;
  }
}

// The index finds by codes what the grade says.
RC_GTEST_PROP(BirthDateProperty, EveryDateThatGradesIsFoundByItsCodes, ()) {
  const auto date = [] {
    const int day = *rc::gen::inRange(0, 2500);
    return BirthDate::Of(std::chrono::sys_days{std::chrono::year{1988} / 1 / 1} + std::chrono::days{day});
  };
  const auto any = [&] {
    switch (*rc::gen::inRange(0, 5)) {
      case 0: return BirthDate::OfYear(*rc::gen::inRange(1988, 1995));
      case 1: return BirthDate::OfAge(*rc::gen::inRange(1, 8), 1996y / 6 / 1);
      case 2: return BirthDate::Parse("1990-03-44").value();
      default: return date();
    }
  };
  const auto a = any(), b = any();
  const auto finds = [&](const std::vector<std::uint32_t>& codes) {
    const auto filed = b.FilingCodes();
    return std::ranges::find_first_of(codes, filed) != codes.end();
  };
  const auto grade = GradeBirthDates(a, b);
  RC_ASSERT(grade == GradeBirthDates(b, a));
  RC_ASSERT(grade != DobGrade::kNear || finds(a.NearCodes()));
  RC_ASSERT(grade != DobGrade::kPartial || finds(a.AgreeingCodes()));
}

}  // namespace
}  // namespace watchbell::visitor
