// Words that say little about what a tip is about: of the language itself, or of nearly every tip. Folded.
#pragma once

#include <string_view>

namespace watchbell::threat_intake {

enum class WordKind {
  kStop,     // of the language: says nothing
  kCommon,   // of many tips: says little
  kTelling,  // anything else
};
WordKind KindOf(std::string_view folded_word);

}  // namespace watchbell::threat_intake
