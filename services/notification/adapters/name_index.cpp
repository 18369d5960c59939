#include "services/notification/adapters/name_index.hpp"

#include <algorithm>
#include <sstream>

#include "common/text/fold.hpp"

namespace watchbell::notification {
namespace {

std::vector<std::string> WordsOf(const std::string& folded) {
  std::istringstream in(folded);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(std::move(word));
  return words;
}

}  // namespace

void NameIndex::Add(const v1::Person& person) {
  const auto given = Fold(person.given_name());
  const auto family = Fold(person.family_name());
  const auto words = " " + given + " " + family;
  for (auto& word : WordsOf(words))
    by_word_.emplace(std::move(word), Entry{person.id(), words, family + " " + given});
}

void NameIndex::Remove(const v1::Person& person) {
  for (const auto& word : WordsOf(Fold(person.given_name()) + " " + Fold(person.family_name()))) {
    const auto [begin, end] = by_word_.equal_range(word);
    const auto found =
        std::find_if(begin, end, [&](const auto& one) { return one.second.id == person.id(); });
    if (found != end) by_word_.erase(found);
  }
}

std::vector<std::string> NameIndex::Find(const std::string& name) const {
  auto wanted = WordsOf(Fold(name));
  if (wanted.empty()) return {};
  std::sort(wanted.begin(), wanted.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
  std::vector<std::pair<std::string, std::string>> found;  // by name, then id
  for (auto at = by_word_.lower_bound(wanted[0]); at != by_word_.end() && at->first.starts_with(wanted[0]);
       ++at) {
    const auto& entry = at->second;
    const bool all = std::all_of(wanted.begin(), wanted.end(), [&](const auto& word) {
      return entry.words.find(" " + word) != std::string::npos;
    });
    if (all) found.emplace_back(entry.sort_name, entry.id);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  std::vector<std::string> ids;
  for (auto& [sort_name, id] : found) ids.push_back(std::move(id));
  return ids;
}

}  // namespace watchbell::notification
