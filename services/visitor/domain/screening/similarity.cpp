#include "services/visitor/domain/screening/similarity.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace watchbell::visitor {
namespace {

constexpr double kVowelForVowel = 0.5;
constexpr double kSameSound = 0.4;
constexpr double kSilentLetter = 0.4;  // h and doubled letters come and go in transcription
constexpr double kExtraVowel = 0.7;

std::string_view Cut(std::string_view word) { return word.substr(0, kWordLettersMax); }

constexpr bool IsVowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

// Letters that transcriptions exchange, as sets of bits: two letters share a sound if they share a bit.
constexpr std::array<std::uint16_t, 26> Sounds() {
  constexpr std::array<std::string_view, 12> kGroups = {"ckqgx", "szxc", "vwfb", "dt", "pb", "ijy",
                                                        "gjz",   "mn",   "lr",   "uw", "vu", "hg"};
  std::array<std::uint16_t, 26> sounds{};
  for (std::size_t group = 0; group < kGroups.size(); ++group) {
    for (const char c : kGroups[group]) {
      auto& bits = sounds[static_cast<std::size_t>(c - 'a')];
      bits = static_cast<std::uint16_t>(bits | 1u << group);
    }
  }
  return sounds;
}
constexpr auto kSounds = Sounds();

constexpr bool IsLetter(char c) { return c >= 'a' && c <= 'z'; }

double Substitution(char a, char b) {
  if (a == b) return 0;
  if (!IsLetter(a) || !IsLetter(b)) return 1;
  if (IsVowel(a) && IsVowel(b)) return kVowelForVowel;
  const bool same_sound =
      kSounds[static_cast<std::size_t>(a - 'a')] & kSounds[static_cast<std::size_t>(b - 'a')];
  return same_sound ? kSameSound : 1;
}

double Extra(std::string_view word, std::size_t at) {
  const bool doubled = at > 0 && word[at - 1] == word[at];
  if (word[at] == 'h' || doubled) return kSilentLetter;
  return IsVowel(word[at]) ? kExtraVowel : 1;
}

// One alignment for both distances: costs come as functions, three rows are kept.
template <typename Cost, typename Extra, typename Substitution>
Cost Align(std::string_view a, std::string_view b, Extra extra, Substitution substitution) {
  using Row = std::array<Cost, kWordLettersMax + 1>;
  std::array<Row, 3> rows;
  Row *before = &rows[0], *last = &rows[1], *row = &rows[2];
  (*last)[0] = 0;
  for (std::size_t j = 0; j < b.size(); ++j) (*last)[j + 1] = (*last)[j] + extra(b, j);
  for (std::size_t i = 0; i < a.size(); ++i) {
    const Cost extra_a = extra(a, i);
    (*row)[0] = (*last)[0] + extra_a;
    for (std::size_t j = 0; j < b.size(); ++j) {
      Cost best = std::min((*last)[j + 1] + extra_a, (*row)[j] + extra(b, j));
      best = std::min(best, (*last)[j] + substitution(a[i], b[j]));
      const bool swapped = i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j];
      if (swapped) best = std::min(best, (*before)[j - 1] + Cost{1});
      (*row)[j + 1] = best;
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return (*last)[b.size()];
}

}  // namespace

int Edits(std::string_view a, std::string_view b) {
  return Align<int>(
      Cut(a), Cut(b), [](std::string_view, std::size_t) { return 1; },
      [](char x, char y) { return x == y ? 0 : 1; });
}

void LetterCounts::Add(std::string_view word) {
  for (const char c : word) {
    if (IsLetter(c)) ++counts_[static_cast<std::size_t>(c - 'a')];
  }
}

int LetterCounts::MissingFrom(const LetterCounts& other) const {
  int missing = 0;
  for (std::size_t i = 0; i < counts_.size(); ++i) missing += std::max(0, counts_[i] - other.counts_[i]);
  return missing;
}

bool AtMostOneEdit(std::string_view a, std::string_view b) {
  if (a.size() < b.size()) std::swap(a, b);
  if (a.size() - b.size() > 1) return false;
  const auto differ =
      static_cast<std::size_t>(std::mismatch(b.begin(), b.end(), a.begin()).first - b.begin());
  if (differ == b.size()) return true;
  const auto rest_a = a.substr(differ), rest_b = b.substr(differ);
  if (a.size() > b.size()) return rest_a.substr(1) == rest_b;
  if (rest_a.substr(1) == rest_b.substr(1)) return true;
  return rest_a.size() > 1 && rest_a[0] == rest_b[1] && rest_a[1] == rest_b[0] &&
         rest_a.substr(2) == rest_b.substr(2);
}

double JaroWinkler(std::string_view a, std::string_view b) {
  a = Cut(a), b = Cut(b);
  if (a == b) return 1;
  if (b < a) std::swap(a, b);  // the greedy pairing below depends on the order
  const auto window = std::max(a.size(), b.size()) / 2;
  std::uint64_t matched_b = 0;
  std::array<char, kWordLettersMax> common{};
  std::size_t matches = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto first = i + 1 > window ? i + 1 - window : 0;
    for (std::size_t j = first; j < std::min(b.size(), i + window); ++j) {
      if (a[i] != b[j] || (matched_b >> j & 1)) continue;
      matched_b |= std::uint64_t{1} << j;
      common[matches++] = a[i];
      break;
    }
  }
  if (matches == 0) return 0;
  std::size_t at = 0, out_of_order = 0;
  for (std::size_t j = 0; j < b.size(); ++j) {
    if ((matched_b >> j & 1) && b[j] != common[at++]) ++out_of_order;
  }
  const auto m = static_cast<double>(matches);
  const double jaro = (m / static_cast<double>(a.size()) + m / static_cast<double>(b.size()) +
                       (m - static_cast<double>(out_of_order) / 2) / m) /
                      3;
  const auto prefix_end =
      std::mismatch(a.begin(),
                    a.begin() + static_cast<std::ptrdiff_t>(std::min({a.size(), b.size(), std::size_t{4}})),
                    b.begin())
          .first;
  return jaro + static_cast<double>(prefix_end - a.begin()) * 0.1 * (1 - jaro);
}

double SoundSimilarity(std::string_view a, std::string_view b) {
  a = Cut(a), b = Cut(b);
  if (a == b) return 1;
  if (a.empty() || b.empty()) return 0;
  const double distance = Align<double>(a, b, Extra, Substitution);
  return std::max(0.0, 1 - distance / static_cast<double>(std::max(a.size(), b.size())));
}

}  // namespace watchbell::visitor
