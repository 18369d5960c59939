#include "services/visitor/domain/screening/outcome.hpp"

#include <gtest/gtest.h>

namespace watchbell::visitor {
namespace {

constexpr NameGrade kNameGrades[] = {NameGrade::kExact, NameGrade::kStrong, NameGrade::kFuzzy,
                                     NameGrade::kNone};
constexpr DobGrade kDobGrades[] = {DobGrade::kSame, DobGrade::kNear, DobGrade::kPartial, DobGrade::kAbsent,
                                   DobGrade::kConflict};

TEST(Outcome, OnlyAnEqualBirthDateMakesItProbable) {
  for (const auto name : kNameGrades) {
    for (const auto dob : kDobGrades) {
      const bool probable = OutcomeOf(name, dob) == Outcome::kProbable;
      EXPECT_EQ(probable, dob == DobGrade::kSame && name <= NameGrade::kStrong);
    }
  }
}

TEST(Outcome, AConflictingBirthDateNeverHolds) {
  for (const auto sensitivity : {Sensitivity::kStandard, Sensitivity::kWide, Sensitivity::kNarrow}) {
    for (const auto name : kNameGrades) {
      EXPECT_EQ(OutcomeOf(name, DobGrade::kConflict, sensitivity), Outcome::kClear);
    }
  }
}

TEST(Outcome, SensitivitiesAreNested) {
  for (const auto name : kNameGrades) {
    for (const auto dob : kDobGrades) {
      const auto standard = OutcomeOf(name, dob);
      EXPECT_LE(OutcomeOf(name, dob, Sensitivity::kWide), standard);
      EXPECT_GE(OutcomeOf(name, dob, Sensitivity::kNarrow), standard);
    }
  }
}

// The index relies on it: see WatchIndex.
TEST(Outcome, WithoutABirthDateOnlyAnExactNameHolds) {
  for (const auto sensitivity : {Sensitivity::kStandard, Sensitivity::kWide, Sensitivity::kNarrow}) {
    for (const auto name : {NameGrade::kStrong, NameGrade::kFuzzy, NameGrade::kNone}) {
      EXPECT_EQ(OutcomeOf(name, DobGrade::kAbsent, sensitivity), Outcome::kClear);
    }
  }
}

}  // namespace
}  // namespace watchbell::visitor
