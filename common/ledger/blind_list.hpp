// A list of what is filed under a blind word, over all generations of the key.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "common/result/result.hpp"

namespace watchbell::ledger {

inline constexpr char kGenerationMark = '~';  // in page tokens, which are base64 else

// `hashes`: of the word, the newest key's first, each "<generation>.<hash>". `list` gives a page of one of
// them. The page token says in which generation the last page ended.
template <class Page>
Result<Page> ListGenerations(
    const std::vector<std::string>& hashes, const std::string& page_token,
    const std::function<Result<Page>(const std::string& hash, const std::string& token)>& list) {
  const auto generation_of = [](const std::string& hash) { return hash.substr(0, hash.find('.')); };
  const auto mark = page_token.find(kGenerationMark);
  std::string token = mark == std::string::npos ? page_token : page_token.substr(mark + 1);
  std::size_t at = 0;
  while (mark != std::string::npos && at < hashes.size() &&
         generation_of(hashes[at]) != page_token.substr(0, mark)) {
    ++at;
  }
  for (; at < hashes.size(); ++at, token.clear()) {
    auto page = list(hashes[at], token);
    if (!page) return page;
    if (page->states.empty()) continue;
    if (!page->next_page_token.empty()) {
      page->next_page_token = generation_of(hashes[at]) + kGenerationMark + page->next_page_token;
    } else if (at + 1 < hashes.size()) {
      page->next_page_token = generation_of(hashes[at + 1]) + kGenerationMark;
    }
    return page;
  }
  return Page{};
}

}  // namespace watchbell::ledger
