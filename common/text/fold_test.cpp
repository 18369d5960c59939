#include "common/text/fold.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace watchbell {
namespace {

TEST(Fold, CaseMarksAndSignsVanish) {
  EXPECT_EQ(Fold("  José  MARÍA Müller "), "jose maria muller");
  EXPECT_EQ(Fold("Jean-Luc"), "jean luc");
  EXPECT_EQ(Fold("J.-C."), "j c");
  EXPECT_EQ(Fold("Øystein Straße Łukasz"), "oystein strasse lukasz");
}

TEST(Fold, ComposedAndDecomposedLettersAreTheSame) { EXPECT_EQ(Fold("Rene\u0301"), Fold("Ren\u00E9")); }

TEST(Fold, ApostrophesOfAllKindsJoin) {
  for (const auto* name : {"O'Brien", "O\u2019Brien", "O\u2018Brien", "O`Brien", "O\u02BCBrien"}) {
    EXPECT_EQ(Fold(name), "obrien") << name;
  }
}

TEST(Fold, OtherScriptsAreRomanised) {
  EXPECT_EQ(Fold("Игорь Сечин"), "igor secin");
  EXPECT_EQ(Fold("Γιώργος"), "giorgos");
  EXPECT_EQ(Fold("ბარაკ ობამა"), "barak obama");
  EXPECT_EQ(Fold("バラク・オバマ"), "baraku obama");
  EXPECT_EQ(Fold("محمد"), "mhmd");
  EXPECT_EQ(Fold("Хүрэлсүх"), "hurelsuh");
}

TEST(Fold, KhmerWhichIcuLacksIsReadByItsConsonants) { EXPECT_EQ(Fold("ប៉ុល ពត"), "pl pt"); }

TEST(Fold, NothingReadableIsEmpty) {
  EXPECT_EQ(Fold(""), "");
  EXPECT_EQ(Fold(" -.' "), "");
}

RC_GTEST_PROP(FoldProperty, AnyBytesBecomePlainWords, (const std::string& bytes)) {
  const auto folded = Fold(bytes);
  for (const char c : folded) RC_ASSERT((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == ' ');
  RC_ASSERT(folded.find("  ") == std::string::npos);
  RC_ASSERT(Fold(folded) == folded);
}

}  // namespace
}  // namespace watchbell
