// Any script to plain lower-case ASCII words, so that one name written two ways meets itself.
#pragma once

#include <string>
#include <string_view>

namespace watchbell {

// Words of a-z and 0-9 with single spaces between. Marks are dropped, case is folded, other scripts are
// romanised (ICU: Any-Latin; Latin-ASCII). Apostrophes vanish (O'Brien: obrien), every other sign parts words
// (Jean-Luc: jean luc); joining neighbours again is left to the comparison, which tries both. Invalid UTF-8
// parts words as well. About 0.1 us for ASCII, 1 us for accented Latin, 20 us for other scripts. Thread safe.
std::string Fold(std::string_view utf8);

}  // namespace watchbell
