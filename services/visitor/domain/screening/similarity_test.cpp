#include "services/visitor/domain/screening/similarity.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace watchbell::visitor {
namespace {

TEST(Similarity, AnEditIsALetterMoreLessOrOtherOrTwoSwapped) {
  EXPECT_EQ(Edits("smith", "smith"), 0);
  EXPECT_EQ(Edits("smith", "smiths"), 1);
  EXPECT_EQ(Edits("smith", "smtih"), 1);
  EXPECT_EQ(Edits("smith", "smyth"), 1);
  EXPECT_EQ(Edits("kitten", "sitting"), 3);
  EXPECT_EQ(Edits("", "abc"), 3);
}

// The published examples of Winkler (1990).
TEST(Similarity, JaroWinklerGivesThePublishedValues) {
  EXPECT_NEAR(JaroWinkler("martha", "marhta"), 0.961, 0.001);
  EXPECT_NEAR(JaroWinkler("dwayne", "duane"), 0.840, 0.001);
  EXPECT_NEAR(JaroWinkler("dixon", "dicksonx"), 0.813, 0.001);
  EXPECT_EQ(JaroWinkler("abc", "xyz"), 0);
  EXPECT_EQ(JaroWinkler("a", "a"), 1);
}

TEST(Similarity, WhatSoundsAlikeIsCloserThanWhatDoesNot) {
  EXPECT_GT(SoundSimilarity("qaddafi", "gaddafi"), SoundSimilarity("qaddafi", "maddafi"));
  EXPECT_GT(SoundSimilarity("hassan", "hasan"), SoundSimilarity("hassan", "hastan"));
  EXPECT_GT(SoundSimilarity("vladimir", "wladimir"), 0.9);
  EXPECT_EQ(SoundSimilarity("", "a"), 0);
}

const auto kWords = rc::gen::container<std::string>(rc::gen::elementOf(std::string("abch")));

RC_GTEST_PROP(SimilarityProperty, EverythingIsSymmetricAndBounded, ()) {
  const auto a = *kWords, b = *kWords;
  RC_ASSERT(Edits(a, b) == Edits(b, a));
  RC_ASSERT(JaroWinkler(a, b) == JaroWinkler(b, a));
  RC_ASSERT(SoundSimilarity(a, b) == SoundSimilarity(b, a));
  for (const double value : {JaroWinkler(a, b), SoundSimilarity(a, b)}) RC_ASSERT(value >= 0 && value <= 1);
}

RC_GTEST_PROP(SimilarityProperty, TheQuickTestsAgreeWithTheCount, ()) {
  const auto a = *kWords, b = *kWords;
  RC_PRE(a.size() < kWordLettersMax && b.size() < kWordLettersMax);
  RC_ASSERT(AtMostOneEdit(a, b) == (Edits(a, b) <= 1));
  LetterCounts letters_a, letters_b;
  letters_a.Add(a);
  letters_b.Add(b);
  RC_ASSERT(letters_a.MissingFrom(letters_b) <= Edits(a, b));
}

}  // namespace
}  // namespace watchbell::visitor
