#include <algorithm>
#include <map>

#include "services/threat-intake/domain/triage/cluster_index.hpp"
#include "services/threat-intake/tools/tip_burst.hpp"

namespace watchbell::threat_intake::tools {
namespace {

constexpr TimePoint kStart{std::chrono::seconds{1'800'000'000}};

std::int64_t Pairs(std::int64_t count) { return count * (count - 1) / 2; }

double Percentile(std::vector<double>& sorted, double part) {
  return sorted.empty() ? 0 : sorted[static_cast<std::size_t>(part * static_cast<double>(sorted.size() - 1))];
}

// One tip as the service takes it: its cluster, and what has become one with it.
void Take(ClusterIndex& index, const MadeTip& tip, const std::string& id) {
  const auto features = FeaturesOf(tip.text);
  const auto nearest = index.NearestTo(tip.school, features);
  v1::Voice voice;
  voice.set_id(id);
  voice.set_school(tip.school);
  voice.set_cluster_id(nearest ? nearest->cluster_id : id);
  *voice.mutable_heard_at() = ToProto(kStart + tip.at);
  index.Learn(id, tip.school, kStart + tip.at, features);
  index.Place(voice);
  auto cluster_id = voice.cluster_id();
  while (const auto merge = index.MergeFor(cluster_id)) {
    for (auto moved : index.VoicesOf(merge->from, kAllSchools)) {
      moved.set_cluster_id(merge->into);
      index.Place(moved);
    }
    cluster_id = merge->into;
  }
}

}  // namespace

Figures Measure(const std::vector<MadeTip>& tips) {
  ClusterIndex index;
  std::vector<double> took;
  for (std::size_t i = 0; i < tips.size(); ++i) {
    const auto started = std::chrono::steady_clock::now();
    Take(index, tips[i], std::to_string(i));
    took.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - started).count());
  }
  std::map<std::string, std::map<int, std::int64_t>> clusters;  // how many about what
  for (std::size_t i = 0; i < tips.size(); ++i) ++clusters[index.ClusterOf(std::to_string(i))][tips[i].about];
  std::int64_t together = 0, rightly = 0, largest = 0;
  std::map<int, std::int64_t> about;
  Figures figures;
  for (const auto& [id, counts] : clusters) {
    std::int64_t size = 0;
    for (const auto& [what, count] : counts) {
      size += count;
      rightly += Pairs(count);
      about[what] += count;
    }
    together += Pairs(size);
    if (const auto post = counts.find(0); post != counts.end()) {
      largest = std::max(largest, post->second);
      ++figures.clusters_of_post;
    }
  }
  std::int64_t belonging = 0;
  for (const auto& [what, count] : about) belonging += Pairs(count);
  const auto part = [](std::int64_t some, std::int64_t all) {
    return all == 0 ? 1.0 : static_cast<double>(some) / static_cast<double>(all);
  };
  std::sort(took.begin(), took.end());
  figures.precision = part(rightly, together);
  figures.recall = part(rightly, belonging);
  figures.post_recall = part(largest, about[0]);
  figures.milliseconds_median = Percentile(took, 0.5);
  figures.milliseconds_p99 = Percentile(took, 0.99);
  return figures;
}

}  // namespace watchbell::threat_intake::tools
