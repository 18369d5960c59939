#include "services/threat-intake/domain/triage/likeness.hpp"

#include <algorithm>
#include <cmath>

#include "common/id/id.hpp"
#include "common/text/fold.hpp"
#include "services/threat-intake/domain/triage/common_words.hpp"

namespace watchbell::threat_intake {
namespace {

constexpr std::size_t kTextBytes = 4'000;  // of a text that are read
constexpr std::size_t kPiece = 4;
constexpr std::size_t kPiecedWordMin = 5;
constexpr float kPieceShare = 0.6F;   // of all pieces of a word together, beside the word itself
constexpr float kNumberShare = 1.4F;  // a date, a room, a name with digits
constexpr float kFileShare = 4.0F;
// What is known before the first tip: as if a hundred clusters had been seen, a common word in a fifth of
// them.
constexpr float kPriorClusters = 100;
constexpr float kPriorOfCommon = 20;
constexpr float kPriorOfTelling = 0.5F;

std::uint32_t Hash(std::string_view kind, std::string_view text) {
  std::string whole{kind};
  whole += text;
  return static_cast<std::uint32_t>(id::Fingerprint(whole));
}

void AddWord(std::string_view word, Features& features) {
  const auto kind = KindOf(word);
  const bool number = word.find_first_of("0123456789") != std::string_view::npos;
  if (kind == WordKind::kStop || (word.size() < 2 && !number)) return;
  const bool common = kind == WordKind::kCommon;
  features.push_back({Hash("w", word), number ? kNumberShare : 1.0F, common});
  if (word.size() < kPiecedWordMin) return;
  const std::string padded = "^" + std::string{word} + "$";
  const auto pieces = padded.size() - kPiece + 1;
  for (std::size_t i = 0; i < pieces; ++i) {
    features.push_back({Hash("p", std::string_view{padded}.substr(i, kPiece)),
                        kPieceShare / std::sqrt(static_cast<float>(pieces)), common});
  }
}

// Cut between two characters of UTF-8.
std::string_view Beginning(std::string_view text) {
  if (text.size() <= kTextBytes) return text;
  auto end = kTextBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end);
}

}  // namespace

Features FeaturesOf(std::string_view text, const std::vector<std::string>& files) {
  Features features;
  for (const auto& file : files) features.push_back({Hash("f", file), kFileShare, false});
  const auto folded = Fold(Beginning(text));
  for (std::size_t at = 0; at < folded.size() && features.size() < kFeaturesMax;) {
    const auto end = std::min(folded.find(' ', at), folded.size());
    AddWord(std::string_view{folded}.substr(at, end - at), features);
    at = end + 1;
  }
  std::sort(features.begin(), features.end(),
            [](const Feature& one, const Feature& other) { return one.hash < other.hash; });
  features.erase(std::unique(features.begin(), features.end(),
                             [](const Feature& one, const Feature& other) { return one.hash == other.hash; }),
                 features.end());
  return features;
}

void Rarity::Remove(std::uint32_t feature) {
  const auto found = clusters_with_.find(feature);
  if (found != clusters_with_.end() && --found->second == 0) clusters_with_.erase(found);
}

float Rarity::WeightOf(const Feature& feature) const {
  const auto found = clusters_with_.find(feature.hash);
  const auto seen = found == clusters_with_.end() ? 0.0F : static_cast<float>(found->second);
  const auto prior = feature.common ? kPriorOfCommon : kPriorOfTelling;
  return feature.share * std::log(1 + (kPriorClusters + static_cast<float>(clusters_)) / (prior + seen));
}

}  // namespace watchbell::threat_intake
