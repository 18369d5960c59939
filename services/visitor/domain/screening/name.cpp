#include "services/visitor/domain/screening/name.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

#include "common/text/fold.hpp"

namespace watchbell::visitor {
namespace {

using WordList = std::vector<std::string>;

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// A digit between letters is a disguise or a reading error; a word of digits alone is left as it is.
void ReplaceLookAlikes(std::string& word) {
  constexpr std::string_view kLetters = "oizeasgtbg";  // 0 to 9
  if (std::ranges::all_of(word, IsDigit) || SuffixOf(word) != Suffix::kNone) return;
  for (char& c : word) {
    if (IsDigit(c)) c = kLetters[static_cast<std::size_t>(c - '0')];
  }
}

WordList Words(std::string_view text) {
  const auto folded = Fold(text);
  WordList words;
  for (std::string_view rest = folded; !rest.empty();) {
    const auto end = std::min(rest.find(' '), rest.size());
    words.emplace_back(rest.substr(0, end));
    ReplaceLookAlikes(words.back());
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return words;
}

// Takes the generational suffix off the end; a name is never emptied by it.
std::string TakeSuffix(WordList& words) {
  if (words.size() < 2 || SuffixOf(words.back()) == Suffix::kNone) return {};
  auto suffix = std::move(words.back());
  words.pop_back();
  return suffix;
}

void Append(std::string& text, const WordList& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text.push_back(' ');
    text += words[i];
  }
}

std::string Joined(const WordList& words, std::size_t begin, std::size_t end) {
  std::string text;
  Append(text, WordList(words.begin() + static_cast<std::ptrdiff_t>(begin),
                        words.begin() + static_cast<std::ptrdiff_t>(end)));
  return text;
}

void DropTitles(WordList& words) {
  while (words.size() > 1 && IsTitle(words.front())) words.erase(words.begin());
}

}  // namespace

NameParts PartsOfFullName(std::string_view full_name) {
  NameParts parts;
  const auto comma = full_name.find(',');
  auto words = Words(full_name.substr(comma == std::string_view::npos ? 0 : comma + 1));
  DropTitles(words);
  if (words.size() > 2 && IsCompanyForm(words.back())) words.pop_back();
  if (comma != std::string_view::npos) {
    const bool only_suffix = words.size() == 1 && SuffixOf(words[0]) != Suffix::kNone;
    if (words.empty() || only_suffix) {
      parts = PartsOfFullName(full_name.substr(0, comma));
      if (only_suffix) parts.suffix = words[0];
      return parts;
    }
    parts.suffix = TakeSuffix(words);
    parts.surname = full_name.substr(0, comma);
    parts.given = words[0];
    parts.middle = Joined(words, 1, words.size());
    return parts;
  }
  parts.suffix = TakeSuffix(words);
  if (words.empty()) return parts;
  auto surname_at = words.size() - 1;
  while (surname_at > 1 && IsParticle(words[surname_at - 1])) --surname_at;
  parts.surname = Joined(words, surname_at, words.size());
  if (surname_at == 0) return parts;
  parts.given = words[0];
  parts.middle = Joined(words, 1, surname_at);
  return parts;
}

std::string Normalize(const NameParts& name) {
  auto given = Words(name.given), middle = Words(name.middle), surname = Words(name.surname);
  DropTitles(given);
  std::string suffix;
  if (auto words = Words(name.suffix); !words.empty() && SuffixOf(words[0]) != Suffix::kNone)
    suffix = words[0];
  for (auto* part : {&surname, &middle, &given}) {
    if (auto taken = TakeSuffix(*part); suffix.empty()) suffix = std::move(taken);
  }
  std::string text;
  Append(text, given);
  if (name.given_truncated) text.push_back('*');
  text.push_back('/');
  Append(text, middle);
  text.push_back('/');
  Append(text, surname);
  if (name.surname_truncated) text.push_back('*');
  if (given.empty() && middle.empty() && surname.empty()) return {};
  text.resize(std::min(text.size(), kNameLettersMax));
  if (!suffix.empty() && std::ranges::count(text, '/') == 2) text += '/' + suffix;
  return text;
}

NameView::NameView(std::string_view normal_form) {
  for (int part = 0; part < 4 && !normal_form.empty(); ++part) {
    const auto part_end = std::min(normal_form.find('/'), normal_form.size());
    auto text = normal_form.substr(0, part_end);
    const bool truncated = text.ends_with('*');
    if (truncated) text.remove_suffix(1);
    if (part == 3) suffix_ = SuffixOf(text);
    while (part < 3 && !text.empty() && end_ < kNameWordsMax) {
      const auto end = std::min(text.find(' '), text.size());
      words_[end_++] = text.substr(0, end);
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (part == 0) given_end_ = middle_end_ = end_, given_truncated_ = truncated;
    if (part == 1) middle_end_ = end_;
    if (part == 2) surname_truncated_ = truncated;
    normal_form.remove_prefix(std::min(part_end + 1, normal_form.size()));
  }
}

}  // namespace watchbell::visitor
