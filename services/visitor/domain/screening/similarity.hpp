// How alike two words of a-z are. All functions are symmetric, pure, and read at most kWordLettersMax
// letters.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace watchbell::visitor {

constexpr std::size_t kWordLettersMax = 48;

// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours, each counting 1
// (Damerau).
int Edits(std::string_view a, std::string_view b);

// Letters without their order, for a quick bound: words are at least MissingFrom edits apart.
class LetterCounts {
 public:
  void Add(std::string_view word);
  int MissingFrom(const LetterCounts& other) const;  // letters that the other has not got, or fewer of

 private:
  std::array<int, 26> counts_{};
};

// At most one such edit; much faster than counting them.
bool AtMostOneEdit(std::string_view a, std::string_view b);

// Jaro-Winkler in [0,1], prefix scale 0.1 for up to 4 letters.
double JaroWinkler(std::string_view a, std::string_view b);

// As Edits, but a slip that keeps the sound costs less (v/w, c/k/q, a doubled letter, one vowel for another):
// in [0,1], 1 for equal words, 0 for words without anything in common.
double SoundSimilarity(std::string_view a, std::string_view b);

}  // namespace watchbell::visitor
