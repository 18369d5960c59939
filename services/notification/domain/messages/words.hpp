// A text as its words, folded, each with the place where it stands.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace watchbell::notification {

struct Word {
  std::string folded;
  std::string bare;        // without the "'s" of a possessive; as `folded` where there is none
  std::size_t at = 0;      // in bytes of the text
  std::size_t length = 0;  // in bytes of the text
};

// What stands between blanks and ASCII signs; a word that folds to several ("Jean-Luc") is several at one
// place.
std::vector<Word> WordsOf(std::string_view text);

// Where `phrase` (folded words) stands, from `from` on, possessive or not; a last word ending in '*' is a
// beginning. -1: nowhere.
int FindPhrase(const std::vector<Word>& words, const std::vector<std::string>& phrase, int from = 0);

std::vector<std::string> SplitFolded(std::string_view folded);

}  // namespace watchbell::notification
