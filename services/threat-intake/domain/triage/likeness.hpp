// What a text is about, as hashed features: its words and, so that a slip of the pen or an ending hides
// nothing, the pieces of its longer words. Lives in memory only; nothing of it is ever written down.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace watchbell::threat_intake {

inline constexpr std::size_t kFeaturesMax = 1'500;  // of one text; a longer one counts by its beginning

struct Feature {
  std::uint32_t hash = 0;
  float share = 1;  // how much of a word it is
  bool common = false;
};
// Each hash once, in rising order.
using Features = std::vector<Feature>;

// `files`: hashes of what came with it; the same file twice is telling.
Features FeaturesOf(std::string_view text, const std::vector<std::string>& files = {});

// In how many clusters each feature occurs. A post that 200 people report counts once: its words stay telling
// while everybody uses them.
class Rarity {
 public:
  void Add(std::uint32_t feature) { ++clusters_with_[feature]; }
  void Remove(std::uint32_t feature);
  void SetClusters(std::size_t clusters) { clusters_ = clusters; }
  // Inverse frequency, smoothed by what is known of tips in general.
  float WeightOf(const Feature& feature) const;

 private:
  std::unordered_map<std::uint32_t, std::uint32_t> clusters_with_;
  std::size_t clusters_ = 0;
};

}  // namespace watchbell::threat_intake
