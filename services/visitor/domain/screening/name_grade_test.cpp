#include "services/visitor/domain/screening/name_grade.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "services/visitor/domain/screening/outcome.hpp"

namespace watchbell::visitor {
namespace {

NameAgreement Agree(const NameParts& a, const NameParts& b) {
  const auto normal_a = Normalize(a), normal_b = Normalize(b);
  return GradeNames(NameView(normal_a), NameView(normal_b));
}

NameGrade Grade(const NameParts& a, const NameParts& b) { return Agree(a, b).grade; }

TEST(NameGrade, HyphensAndApostrophesDoNotCount) {
  EXPECT_EQ(Grade({.given = "Ann", .surname = "O'Brien-Smith"}, {.given = "ANN", .surname = "OBRIEN SMITH"}),
            NameGrade::kExact);
  EXPECT_EQ(Grade({.given = "Jean-Luc", .surname = "Roe"}, {.given = "Jeanluc", .surname = "Roe"}),
            NameGrade::kExact);
}

TEST(NameGrade, ParticlesAreAttachable) {
  for (const auto* surname : {"de la Cruz", "Delacruz", "Cruz"}) {
    EXPECT_EQ(Grade({.given = "Ana", .surname = "De La Cruz"}, {.given = "Ana", .surname = surname}),
              NameGrade::kExact)
        << surname;
  }
}

TEST(NameGrade, AMiddleNameOnOneSideIsStillExact) {
  EXPECT_EQ(
      Grade({.given = "John", .middle = "Quincy", .surname = "Smith"}, {.given = "John", .surname = "Smith"}),
      NameGrade::kExact);
  EXPECT_EQ(Grade({.given = "Mary Ann", .surname = "Smith"},
                  {.given = "Mary", .middle = "Ann", .surname = "Smith"}),
            NameGrade::kExact);
}

TEST(NameGrade, BillAndWilliamAreStrong) {
  const auto agreement =
      Agree({.given = "Bill", .surname = "Smith"}, {.given = "William", .surname = "Smith"});
  EXPECT_EQ(agreement.grade, NameGrade::kStrong);
  EXPECT_EQ(agreement.given, Agreement::kNickname);
}

TEST(NameGrade, AnInitialIsStrong) {
  EXPECT_EQ(Grade({.given = "W", .surname = "Smith"}, {.given = "William", .surname = "Smith"}),
            NameGrade::kStrong);
  EXPECT_EQ(Grade({.given = "A", .surname = "Smith"}, {.given = "William", .surname = "Smith"}),
            NameGrade::kNone);
}

TEST(NameGrade, GivenAndSurnameSwappedAreStrong) {
  const auto agreement = Agree({.given = "Smith", .surname = "John"}, {.given = "John", .surname = "Smith"});
  EXPECT_EQ(agreement.grade, NameGrade::kStrong);
  EXPECT_TRUE(agreement.swapped);
}

TEST(NameGrade, OneEditInALongWordIsStrong) {
  EXPECT_EQ(Grade({.given = "Luke", .surname = "Laurier"}, {.given = "Luke", .surname = "Lauriekr"}),
            NameGrade::kStrong);
  EXPECT_EQ(Grade({.given = "Ann", .surname = "Roe"}, {.given = "Ann", .surname = "Poe"}), NameGrade::kNone);
}

TEST(NameGrade, TheFirstOfTwoSpanishSurnamesIsStrong) {
  EXPECT_EQ(Grade({.given = "Ana", .surname = "García López"}, {.given = "Ana", .surname = "Garcia"}),
            NameGrade::kStrong);
}

TEST(NameGrade, ATruncatedNameIsComparedAsAPrefix) {
  const NameParts whole{.given = "Alexander", .surname = "Wolfeschlegelstein"};
  NameParts cut{.given = "Alexander", .surname = "Wolfeschl", .surname_truncated = true};
  EXPECT_EQ(Grade(cut, whole), NameGrade::kStrong);
  cut.surname_truncated = false;
  EXPECT_NE(Grade(cut, whole), NameGrade::kStrong);
  EXPECT_EQ(Grade({.given = "Alexan", .surname = "Roe", .given_truncated = true},
                  {.given = "Alexander", .surname = "Roe"}),
            NameGrade::kStrong);
}

TEST(NameGrade, AlikeInBothPartsIsFuzzy) {
  EXPECT_EQ(Grade({.given = "Mathew", .surname = "Petersen"}, {.given = "Matheo", .surname = "Pettersenn"}),
            NameGrade::kFuzzy);
}

TEST(NameGrade, DifferentGivenNamesAreNone) {
  EXPECT_EQ(Grade({.given = "Boris", .surname = "Smith"}, {.given = "William", .surname = "Smith"}),
            NameGrade::kNone);
}

TEST(NameGrade, MiddleNamesThatConflictCostAGrade) {
  const NameParts quincy{.given = "John", .middle = "Quincy", .surname = "Smith"};
  EXPECT_EQ(Grade(quincy, {.given = "John", .middle = "Robert", .surname = "Smith"}), NameGrade::kStrong);
  EXPECT_EQ(Grade(quincy, {.given = "John", .middle = "R", .surname = "Smith"}), NameGrade::kExact);
  EXPECT_EQ(Grade(quincy, {.given = "John", .middle = "Quincey", .surname = "Smith"}), NameGrade::kExact);
}

TEST(NameGrade, JrAndSrWithTheSameNameAndAnotherBirthDateAreClear) {
  const NameParts junior{.given = "John", .surname = "Smith", .suffix = "Jr"};
  const auto agreement = Agree(junior, {.given = "John", .surname = "Smith", .suffix = "Sr"});
  EXPECT_TRUE(agreement.suffix_conflict);
  EXPECT_EQ(agreement.grade, NameGrade::kStrong);
  EXPECT_EQ(OutcomeOf(agreement.grade, DobGrade::kConflict), Outcome::kClear);
  EXPECT_EQ(OutcomeOf(agreement.grade, DobGrade::kAbsent), Outcome::kClear);
  EXPECT_FALSE(Agree(junior, {.given = "John", .surname = "Smith", .suffix = "II"}).suffix_conflict);
}

TEST(NameGrade, OneNameAloneIsComparedAsASurname) {
  EXPECT_EQ(Grade({.surname = "Suharto"}, {.surname = "SUHARTO"}), NameGrade::kExact);
  EXPECT_EQ(Grade({.given = "Suharto"}, {.surname = "Suharto"}), NameGrade::kStrong);
  EXPECT_EQ(Grade({.given = "Ann", .surname = "Suharto"}, {.surname = "Suharto"}), NameGrade::kNone);
}

TEST(NameGrade, OtherScriptsMeetTheirRomanForm) {
  EXPECT_EQ(Grade({.given = "Игорь", .surname = "Иванов"}, {.given = "Igor", .surname = "Ivanov"}),
            NameGrade::kExact);
}

RC_GTEST_PROP(NameGradeProperty, TheGradeIsSymmetric, ()) {
  const auto part =
      rc::gen::element<std::string>("", "john", "jon", "j", "bill", "william", "smith", "smyth", "de la cruz",
                                    "cruz", "garcia lopez", "garcia", "mary ann", "maryann", "smith jr");
  const auto name = [&] {
    return NameParts{.given = *part,
                     .middle = *part,
                     .surname = *part,
                     .suffix = *rc::gen::element<std::string>("", "sr"),
                     .given_truncated = *rc::gen::arbitrary<bool>(),
                     .surname_truncated = *rc::gen::arbitrary<bool>()};
  };
  const auto a = name(), b = name();
  const auto forth = Agree(a, b), back = Agree(b, a);
  RC_ASSERT(forth.grade == back.grade);
  RC_ASSERT(forth.given == back.given);
  RC_ASSERT(forth.surname == back.surname);
  if (!Normalize(a).empty() && Agree(a, a).surname == Agreement::kSame)
    RC_ASSERT(Grade(a, a) == NameGrade::kExact);
}

}  // namespace
}  // namespace watchbell::visitor
