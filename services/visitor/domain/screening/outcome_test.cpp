#include "services/visitor/domain/screening/outcome.hpp"

#include <gtest/gtest.h>

namespace watchbell::visitor {
namespace {

constexpr NameGrade kNameGrades[] = {NameGrade::kExact, NameGrade::kStrong, NameGrade::kFuzzy,
                                     NameGrade::kNone};
constexpr DobGrade kDobGrades[] = {DobGrade::kSame, DobGrade::kNear, DobGrade::kPartial, DobGrade::kAbsent,
                                   DobGrade::kConflict};

constexpr Sensitivity kSensitivities[] = {Sensitivity::kNameAndDob, Sensitivity::kName,
                                          Sensitivity::kNameDobState};

TEST(Outcome, OnlyAnEqualBirthDateMakesItProbable) {
  for (const auto sensitivity : kSensitivities) {
    for (const auto name : kNameGrades) {
      for (const auto dob : kDobGrades) {
        const bool probable = OutcomeOf(name, dob, sensitivity) == Outcome::kProbable;
        EXPECT_EQ(probable, dob == DobGrade::kSame && name <= NameGrade::kStrong);
      }
    }
  }
}

TEST(Outcome, AConflictingBirthDateNeverHolds) {
  for (const auto sensitivity : kSensitivities) {
    for (const auto name : kNameGrades) {
      EXPECT_EQ(OutcomeOf(name, DobGrade::kConflict, sensitivity), Outcome::kClear);
    }
  }
}

TEST(Outcome, NameAloneHoldsWhateverNameAndBirthDateHolds) {
  for (const auto name : kNameGrades) {
    for (const auto dob : kDobGrades) {
      EXPECT_LE(OutcomeOf(name, dob, Sensitivity::kName), OutcomeOf(name, dob));
      EXPECT_EQ(OutcomeOf(name, dob, Sensitivity::kNameDobState), OutcomeOf(name, dob));
    }
  }
}

// The index relies on it: see WatchIndex.
TEST(Outcome, WithoutABirthDateOnlyAnExactNameHoldsUnlessTheSchoolAsksForNamesAlone) {
  for (const auto name : {NameGrade::kStrong, NameGrade::kFuzzy, NameGrade::kNone}) {
    EXPECT_EQ(OutcomeOf(name, DobGrade::kAbsent), Outcome::kClear);
    EXPECT_EQ(OutcomeOf(name, DobGrade::kAbsent, Sensitivity::kName),
              name == NameGrade::kStrong ? Outcome::kPossible : Outcome::kClear);
  }
}

TEST(Outcome, AnotherStateTakesItDownOneStepWhereTheSchoolCountsStates) {
  EXPECT_EQ(GradeStates("CT", "CT"), StateGrade::kSame);
  EXPECT_EQ(GradeStates("CT", ""), StateGrade::kAbsent);
  EXPECT_EQ(GradeStates("CT", "NY"), StateGrade::kConflict);
  constexpr auto kCounts = Sensitivity::kNameDobState;
  EXPECT_EQ(WithState(Outcome::kProbable, StateGrade::kConflict, kCounts), Outcome::kPossible);
  EXPECT_EQ(WithState(Outcome::kPossible, StateGrade::kConflict, kCounts), Outcome::kClear);
  for (const auto outcome : {Outcome::kProbable, Outcome::kPossible, Outcome::kClear}) {
    EXPECT_EQ(WithState(outcome, StateGrade::kSame, kCounts), outcome);
    EXPECT_EQ(WithState(outcome, StateGrade::kAbsent, kCounts), outcome);
    for (const auto other : {Sensitivity::kName, Sensitivity::kNameAndDob})
      EXPECT_EQ(WithState(outcome, StateGrade::kConflict, other), outcome);
  }
}

}  // namespace
}  // namespace watchbell::visitor
