#include "services/visitor/domain/screening/name_score.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <tuple>
#include <utility>

#include "services/visitor/domain/screening/nicknames.hpp"
#include "services/visitor/domain/screening/similarity.hpp"

namespace watchbell::visitor {
namespace {

using Words = NameView::Words;

// Fitted by ridge logistic regression on labelled pairs of names (two-fold cross-validation, 24 repetitions:
// mean F1 0.89), then rounded. Effects are log-odds.
constexpr double kEqualNames = 3.2;
constexpr double kPerEdit = -1.25;
constexpr double kPerDifferentWord = -1.2;
constexpr double kPerNickname = -0.8;
constexpr double kPerExtraWord = -0.8;
constexpr double kOtherOrder = -2.0;
constexpr double kOtherDescent = -4.0;

constexpr double kParticleWeight = 0.3;  // al, de, van say little, present or absent
constexpr double kSoundsAlikeMin = 0.8;  // from here on the first edit is forgiven but for a fifth
constexpr double kForgiven = 0.8;
constexpr double kOtherWordBelow = 0.6;  // below this similarity two words are two words, not one misspelt
constexpr double kNicknameSimilarity = 0.9;
constexpr double kInitialSimilarity = 0.85;
constexpr double kJoinSimilarityMin = 0.8;
constexpr int kWordEditsMax = 4;
constexpr double kEditsMax = 4, kDifferentWordsMax = 2, kExtraWordsMax = 3;
constexpr std::size_t kJoinedWordsMax = 3;

struct Side {
  std::size_t begin, end;  // words begin to end, written as one
  std::string text;
  double weight;
};

enum class Kind : std::uint8_t { kSpelling, kConsonants, kNickname, kInitial };

struct Pairing {
  const Side* a;
  const Side* b;
  double similarity;
  Kind kind;
  std::size_t Span() const { return a->end - a->begin + b->end - b->begin; }
  std::size_t Distance() const { return a->begin > b->begin ? a->begin - b->begin : b->begin - a->begin; }
};

double Weight(std::string_view word) { return IsParticle(word) ? kParticleWeight : 1; }

std::vector<Side> Sides(Words words) {
  std::vector<Side> sides;
  sides.reserve(words.size() * kJoinedWordsMax);
  for (std::size_t begin = 0; begin < words.size(); ++begin) {
    std::string text;
    for (auto end = begin + 1; end <= std::min(words.size(), begin + kJoinedWordsMax); ++end) {
      text += words[end - 1];
      sides.push_back({begin, end, text, Weight(text)});
    }
  }
  return sides;
}

bool IsVowel(char c) { return std::string_view("aeiouy").find(c) != std::string_view::npos; }

// Arabic, Hebrew and Khmer are written with few vowels, and romanised so. Latin names of this kind are rare.
bool IsUnvowelled(Words words) {
  constexpr std::ptrdiff_t kLettersPerVowel = 6;
  std::ptrdiff_t letters = 0, vowels = 0;
  for (const auto word : words) {
    letters += std::ssize(word);
    vowels += std::ranges::count_if(word, [](char c) { return IsVowel(c) && c != 'y'; });
  }
  return vowels * kLettersPerVowel <= letters;
}

std::string Consonants(std::string_view word) {
  std::string consonants;
  for (const char c : word) {
    if (IsVowel(c) || c == 'h' || c == 'w' || (!consonants.empty() && consonants.back() == c)) continue;
    consonants.push_back(c);
  }
  return consonants;
}

struct Likeness {
  double similarity;
  bool by_consonants = false;
};

Likeness WordLikeness(std::string_view a, std::string_view b, bool unvowelled) {
  constexpr double kWithoutVowels = 0.95;
  const double similarity = SoundSimilarity(a, b);
  if (similarity == 1 || !unvowelled) return {similarity};
  const double bare = kWithoutVowels * SoundSimilarity(Consonants(a), Consonants(b));
  return bare > similarity ? Likeness{bare, true} : Likeness{similarity};
}

Pairing MakePairing(const Side& a, const Side& b, bool unvowelled) {
  const auto [similarity, by_consonants] = WordLikeness(a.text, b.text, unvowelled);
  const bool single = a.end - a.begin == 1 && b.end - b.begin == 1;
  if (single && (a.text.size() == 1) != (b.text.size() == 1) && a.text[0] == b.text[0]) {
    return {&a, &b, kInitialSimilarity, Kind::kInitial};
  }
  if (single && AreNicknames(a.text, b.text)) {
    return {&a, &b, std::max(similarity, kNicknameSimilarity), Kind::kNickname};
  }
  return {&a, &b, similarity, by_consonants ? Kind::kConsonants : Kind::kSpelling};
}

// Pairs the most similar words first; words that are written as one on the other side are paired together.
std::vector<Pairing> Align(const std::vector<Side>& sides_a, const std::vector<Side>& sides_b,
                           bool unvowelled) {
  std::vector<Pairing> candidates;
  for (const auto& a : sides_a) {
    for (const auto& b : sides_b) {
      const bool joined = a.end - a.begin > 1 || b.end - b.begin > 1;
      if (a.end - a.begin > 1 && b.end - b.begin > 1) continue;
      const auto pairing = MakePairing(a, b, unvowelled);
      if (pairing.similarity > (joined ? kJoinSimilarityMin : 0)) candidates.push_back(pairing);
    }
  }
  constexpr double kJoinBonus = 0.001;  // of equal fits, the one that explains more words
  const auto rank = [](const Pairing& p) {
    return std::tuple(-p.similarity - kJoinBonus * static_cast<double>(p.Span()), p.Distance(), p.a->begin,
                      p.b->begin);
  };
  std::ranges::sort(candidates, {}, rank);
  std::vector<Pairing> aligned;
  for (const auto& candidate : candidates) {
    const auto overlaps = [&](const Pairing& taken) {
      return (candidate.a->begin < taken.a->end && taken.a->begin < candidate.a->end) ||
             (candidate.b->begin < taken.b->end && taken.b->begin < candidate.b->end);
    };
    if (std::ranges::none_of(aligned, overlaps)) aligned.push_back(candidate);
  }
  return aligned;
}

bool InOtherOrder(const std::vector<Pairing>& aligned) {
  return std::ranges::any_of(aligned, [&](const Pairing& x) {
    return std::ranges::any_of(
        aligned, [&](const Pairing& y) { return x.a->begin < y.a->begin && x.b->begin > y.b->begin; });
  });
}

// Salman bin Muhammad is the son, or the father, of Muhammad bin Salman.
bool SaysDescent(Words words) {
  constexpr auto kOf = std::to_array<std::string_view>({"ben", "bin", "bint", "ibn", "ould"});
  if (words.size() < 3) return false;
  return std::ranges::any_of(words.subspan(1, words.size() - 2), [&](std::string_view word) {
    return std::ranges::find(kOf, word) != kOf.end();
  });
}

// Collects terms; a kind of term can cost no more than its limit.
class Costs {
 public:
  void Add(ScoreReason reason, std::string_view left, std::string_view right, double amount, double per_unit,
           double& budget) {
    amount = std::min(amount, budget);
    if (amount <= 0) return;
    budget -= amount;
    terms_.push_back({reason, std::string(left), std::string(right), amount * per_unit});
  }
  std::vector<ScoreTerm> Take() { return std::move(terms_); }

 private:
  std::vector<ScoreTerm> terms_;
};

struct Leftover {
  std::vector<std::string_view> words;
  double weight = 0;
};

template <typename SideOf>
Leftover Unpaired(Words words, const std::vector<Pairing>& aligned, SideOf side_of) {
  Leftover left;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto covers = [&](const Pairing& p) { return side_of(p)->begin <= i && i < side_of(p)->end; };
    if (std::ranges::any_of(aligned, covers)) continue;
    left.words.push_back(words[i]);
    left.weight += Weight(words[i]);
  }
  return left;
}

std::vector<ScoreTerm> Compare(Words a, Words b) {
  const auto sides_a = Sides(a), sides_b = Sides(b);
  const auto aligned = Align(sides_a, sides_b, IsUnvowelled(a) || IsUnvowelled(b));
  Costs costs;
  double edits = kEditsMax, different = kDifferentWordsMax, nicknames = kNameWordsMax, extra = kExtraWordsMax;
  for (const auto& [side_a, side_b, similarity, kind] : aligned) {
    const auto& left = side_a->text;
    const auto& right = side_b->text;
    if (kind == Kind::kInitial || similarity == 1) continue;
    if (kind == Kind::kNickname) {
      costs.Add(ScoreReason::kNickname, left, right, 1, kPerNickname, nicknames);
      continue;
    }
    const double weight = std::max(side_a->weight, side_b->weight);
    const double forgiven = similarity >= kSoundsAlikeMin ? kForgiven : 0;
    const int word_edits =
        kind == Kind::kConsonants ? Edits(Consonants(left), Consonants(right)) : Edits(left, right);
    costs.Add(ScoreReason::kSpelling, left, right, weight * (std::min(kWordEditsMax, word_edits) - forgiven),
              kPerEdit, edits);
    if (similarity < kOtherWordBelow) {
      costs.Add(ScoreReason::kDifferentWord, left, right, weight, kPerDifferentWord, different);
    }
  }
  const auto left_a = Unpaired(a, aligned, [](const Pairing& p) { return p.a; });
  const auto left_b = Unpaired(b, aligned, [](const Pairing& p) { return p.b; });
  const auto first = [](const Leftover& left) {
    return left.words.empty() ? std::string_view{} : left.words[0];
  };
  const double both = std::min(left_a.weight, left_b.weight);
  costs.Add(ScoreReason::kDifferentWord, first(left_a), first(left_b), both, kPerDifferentWord, different);
  for (const auto word : left_a.words) {
    if (left_a.weight > left_b.weight) {
      const double share = (left_a.weight - left_b.weight) / left_a.weight;
      costs.Add(ScoreReason::kExtraWord, word, {}, Weight(word) * share, kPerExtraWord, extra);
    }
  }
  for (const auto word : left_b.words) {
    if (left_b.weight > left_a.weight) {
      const double share = (left_b.weight - left_a.weight) / left_b.weight;
      costs.Add(ScoreReason::kExtraWord, {}, word, Weight(word) * share, kPerExtraWord, extra);
    }
  }
  if (InOtherOrder(aligned)) {
    const bool descent = SaysDescent(a) && SaysDescent(b);
    double once = 1;
    costs.Add(ScoreReason::kWordOrder, {}, {}, once, descent ? kOtherDescent : kOtherOrder, once);
  }
  return costs.Take();
}

// Letters of the full words; particles cost too little to bound anything.
LetterCounts FullWordLetters(Words words) {
  LetterCounts letters;
  for (const auto word : words) {
    if (!IsParticle(word)) letters.Add(word);
  }
  return letters;
}

double Logistic(double log_odds) { return 1 / (1 + std::exp(-log_odds)); }

}  // namespace

bool MayMatch(const NameView& a, const NameView& b) {
  const auto letters_a = FullWordLetters(a.all()), letters_b = FullWordLetters(b.all());
  const int missing = std::min(letters_a.MissingFrom(letters_b), letters_b.MissingFrom(letters_a));
  const auto words = static_cast<double>(std::min(a.all().size(), b.all().size()));
  if ((missing - kForgiven * words) * kPerEdit + kEqualNames > 0) return true;
  for (const auto word_a : a.all()) {
    for (const auto word_b : b.all()) {
      if (AreNicknames(word_a, word_b)) return true;
    }
  }
  return false;
}

NameScore ScoreNames(const NameView& a, const NameView& b) {
  if (a.all().empty() || b.all().empty()) return {};
  if (std::ranges::equal(a.all(), b.all())) return {.score = 1, .terms = {}};
  // The pairing is greedy: one fixed order of the two makes it symmetric.
  const bool turned = std::ranges::lexicographical_compare(b.all(), a.all());
  NameScore result{.terms = turned ? Compare(b.all(), a.all()) : Compare(a.all(), b.all())};
  double log_odds = kEqualNames;
  for (auto& term : result.terms) {
    log_odds += term.effect;
    if (turned) std::swap(term.left, term.right);
  }
  result.score = Logistic(log_odds) / Logistic(kEqualNames);
  return result;
}

}  // namespace watchbell::visitor
