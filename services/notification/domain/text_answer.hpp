// What somebody means who texts us back. Pure.
#pragma once

#include <string_view>

namespace watchbell::notification {

enum class TextAnswer {
  kUnknown,
  kStop,  // CTIA's words
  kStart,
  kHelp,  // alone: what is this? In an alarm: help me
  kIsSafe,
  kNeedHelp,
};

// In English, Spanish, Portuguese and Haitian Creole; case and marks do not count. "Safe" must be all there
// is: "safe? no" is not taken for it. A call for help may have more behind it.
TextAnswer Understand(std::string_view text);

}  // namespace watchbell::notification
