#include "services/notification/domain/messages/words.hpp"

#include "common/text/fold.hpp"

namespace watchbell::notification {
namespace {

// Letters and digits of ASCII, and every byte of other characters. An apostrophe belongs to its word.
bool IsWordByte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         c == '\'';
}

bool Matches(const Word& word, const std::string& wanted) {
  if (!wanted.ends_with('*')) return word.folded == wanted || word.bare == wanted;
  return word.folded.starts_with(wanted.substr(0, wanted.size() - 1));
}

std::string_view WithoutPossessive(std::string_view word) {
  for (const std::string_view ending : {"'s", "\xe2\x80\x99s", "'S", "\xe2\x80\x99S"})
    if (word.size() > ending.size() && word.ends_with(ending))
      return word.substr(0, word.size() - ending.size());
  return word;
}

}  // namespace

std::vector<std::string> SplitFolded(std::string_view folded) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < folded.size();) {
    const auto end = std::min(folded.find(' ', at), folded.size());
    if (end > at) words.emplace_back(folded.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

std::vector<Word> WordsOf(std::string_view text) {
  std::vector<Word> words;
  for (std::size_t at = 0; at < text.size();) {
    if (!IsWordByte(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && IsWordByte(text[end])) ++end;
    const auto word = text.substr(at, end - at);
    for (auto& folded : SplitFolded(Fold(word))) words.push_back({folded, folded, at, end - at});
    const auto bare = SplitFolded(Fold(WithoutPossessive(word)));
    if (!words.empty() && !bare.empty() && words.back().at == at) words.back().bare = bare.back();
    at = end;
  }
  return words;
}

int FindPhrase(const std::vector<Word>& words, const std::vector<std::string>& phrase, int from) {
  if (phrase.empty()) return -1;
  for (auto first = static_cast<std::size_t>(from); first + phrase.size() <= words.size(); ++first) {
    std::size_t same = 0;
    while (same < phrase.size() && Matches(words[first + same], phrase[same])) ++same;
    if (same == phrase.size()) return static_cast<int>(first);
  }
  return -1;
}

}  // namespace watchbell::notification
