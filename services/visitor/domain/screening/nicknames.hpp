// Short and pet forms of given names, as used in English-speaking schools and among their largest
// communities.
#pragma once

#include <string_view>

namespace watchbell::visitor {

// Two different words that name one person in daily use: bill/william, also bill/will, both being forms of
// william. Symmetric, not transitive: alex is alexander and alexandra, yet these two are not each other's.
bool AreNicknames(std::string_view a, std::string_view b);

}  // namespace watchbell::visitor
