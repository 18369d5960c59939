#include "services/visitor/domain/screening/words.hpp"

#include <algorithm>
#include <array>

namespace watchbell::visitor {
namespace {

struct SuffixWord {
  std::string_view word;
  Suffix suffix;
};

constexpr auto kSuffixes = std::to_array<SuffixWord>({
    {"jr", Suffix::kJunior},
    {"jnr", Suffix::kJunior},
    {"junior", Suffix::kJunior},
    {"sr", Suffix::kSenior},
    {"snr", Suffix::kSenior},
    {"senior", Suffix::kSenior},
    {"ii", Suffix::kSecond},
    {"2nd", Suffix::kSecond},
    {"iii", Suffix::kThird},
    {"3rd", Suffix::kThird},
    {"iv", Suffix::kFourth},
    {"4th", Suffix::kFourth},
});

constexpr auto kParticles = std::to_array<std::string_view>({
    "a",     "abd", "abdel", "abdul", "abou", "abu", "af",   "al",    "am",   "ap",  "ash", "at",
    "aw",    "az",  "bar",   "bat",   "ben",  "bin", "bint", "binti", "da",   "das", "de",  "del",
    "della", "den", "der",   "des",   "di",   "do",  "dos",  "du",    "e",    "el",  "ibn", "la",
    "las",   "le",  "les",   "lo",    "los",  "mac", "mc",   "o",     "ould", "san", "st",  "ten",
    "ter",   "ul",  "ur",    "van",   "vom",  "von", "y",    "zu",    "zur",
});
static_assert(std::ranges::is_sorted(kParticles));
constexpr auto kParticleLettersMax = std::ranges::max(kParticles, {}, &std::string_view::size).size();

constexpr auto kTitles = std::to_array<std::string_view>(
    {"dr", "herr", "hon", "madam", "miss", "mister", "mr", "mrs", "ms", "prof", "professor", "rev", "sir"});
static_assert(std::ranges::is_sorted(kTitles));

constexpr auto kCompanyForms =
    std::to_array<std::string_view>({"ag", "bv", "co", "corp", "gmbh", "inc", "limited", "llc", "llp", "ltd",
                                     "nv", "oao", "ooo", "plc", "sa", "srl"});
static_assert(std::ranges::is_sorted(kCompanyForms));

}  // namespace

Suffix SuffixOf(std::string_view word) {
  const auto found = std::ranges::find(kSuffixes, word, &SuffixWord::word);
  return found == kSuffixes.end() ? Suffix::kNone : found->suffix;
}

bool IsParticle(std::string_view word) {
  return word.size() <= kParticleLettersMax && std::ranges::binary_search(kParticles, word);
}
bool IsTitle(std::string_view word) { return std::ranges::binary_search(kTitles, word); }
bool IsCompanyForm(std::string_view word) { return std::ranges::binary_search(kCompanyForms, word); }

}  // namespace watchbell::visitor
