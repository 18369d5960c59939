// Words of a name that say less than others: particles, titles, generational suffixes, company forms. All
// lower-case ASCII as Fold makes them.
#pragma once

#include <cstdint>
#include <string_view>

namespace watchbell::visitor {

enum class Suffix : std::uint8_t { kNone, kJunior, kSenior, kSecond, kThird, kFourth };

Suffix SuffixOf(std::string_view word);     // "jr" -> kJunior; kNone for any other word
bool IsParticle(std::string_view word);     // "de", "van", "al": may be attached to its neighbour or left out
bool IsTitle(std::string_view word);        // "dr", "mrs"
bool IsCompanyForm(std::string_view word);  // "llc": noise behind a person's name

}  // namespace watchbell::visitor
