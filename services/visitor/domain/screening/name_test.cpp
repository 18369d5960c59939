#include "services/visitor/domain/screening/name.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace watchbell::visitor {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string NormalFull(std::string_view full_name) { return Normalize(PartsOfFullName(full_name)); }

TEST(Name, PartsKeepTheirPlaces) {
  EXPECT_EQ(Normalize({.given = "Mary Ann", .middle = "Q.", .surname = "O'Brien-Smith"}),
            "mary ann/q/obrien smith");
}

TEST(Name, SuffixesAreFoundAtTheEndOfAnyPart) {
  EXPECT_EQ(Normalize({.given = "John", .surname = "Smith Jr."}), "john//smith/jr");
  EXPECT_EQ(Normalize({.given = "John III", .surname = "Smith"}), "john//smith/iii");
  EXPECT_EQ(Normalize({.given = "John", .surname = "Smith", .suffix = "SR"}), "john//smith/sr");
  EXPECT_EQ(Normalize({.given = "Junior", .surname = "Smith"}), "junior//smith");
}

TEST(Name, DigitsThatLookLikeLettersAreLetters) {
  EXPECT_EQ(Normalize({.given = "Ig0r", .surname = "Sech1n"}), "igor//sechin");
}

TEST(Name, WithoutAnyLetterThereIsNoName) { EXPECT_EQ(Normalize({.given = " ", .surname = "-"}), ""); }

TEST(Name, FullNamesAreTakenApart) {
  EXPECT_EQ(NormalFull("John Q Smith"), "john/q/smith");
  EXPECT_EQ(NormalFull("Smith, John Q"), "john/q/smith");
  EXPECT_EQ(NormalFull("Smith, Jr"), "//smith/jr");
  EXPECT_EQ(NormalFull("Dr. Rami Makhlouf"), "rami//makhlouf");
  EXPECT_EQ(NormalFull("Charles de la Tour"), "charles//de la tour");
  EXPECT_EQ(NormalFull("Jane Roe LLC"), "jane//roe");
  EXPECT_EQ(NormalFull("Suharto"), "//suharto");
  EXPECT_EQ(NormalFull(""), "");
}

TEST(Name, AViewReadsANormalForm) {
  const std::string text = Normalize({.given = "Jo", .middle = "A B", .surname = "Roe Doe", .suffix = "Jr"});
  const NameView view(text);
  EXPECT_THAT(view.given(), ElementsAre("jo"));
  EXPECT_THAT(view.middle(), ElementsAre("a", "b"));
  EXPECT_THAT(view.surname(), ElementsAre("roe", "doe"));
  EXPECT_EQ(view.suffix(), Suffix::kJunior);
  EXPECT_FALSE(view.given_truncated());
}

TEST(Name, TruncationIsRemembered) {
  const std::string text = Normalize({.given = "Alex", .surname = "Wolfeschl", .surname_truncated = true});
  EXPECT_TRUE(NameView(text).surname_truncated());
  EXPECT_THAT(NameView(text).surname(), ElementsAre("wolfeschl"));
}

TEST(Name, OverlongNamesAreCut) {
  const std::string text = Normalize({.given = std::string(1000, 'a'), .surname = "Smith"});
  EXPECT_LE(text.size(), kNameLettersMax);
  EXPECT_THAT(NameView(text).surname(), IsEmpty());
  std::string many;
  for (int i = 0; i < 40; ++i) many += "ab ";
  const std::string words = Normalize({.given = many});
  EXPECT_EQ(NameView(words).all().size(), kNameWordsMax);
}

}  // namespace
}  // namespace watchbell::visitor
