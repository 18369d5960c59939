// Which tips speak of the same thing: every recent tip's features, and the cluster of each. Follows the
// record, so that every replica knows the same; decides nothing that the record has not.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "common/time/clock.hpp"
#include "services/threat-intake/domain/triage/likeness.hpp"
#include "watchbell/threat_intake/v1/cluster.pb.h"

namespace watchbell::threat_intake {

// Tips older than this are compared with no longer (design).
inline constexpr std::chrono::hours kClusterWindow{72};
inline constexpr std::size_t kClusterTextsMax = 5'000;  // past that the oldest are compared with no longer
inline constexpr char kAllSchools[] = "district";
inline constexpr int kClustersListedMax = 200;
inline constexpr int kVoicesListedMax = 1'000;

// The voices of one cluster belong into another.
struct Merge {
  std::string from;
  std::string into;
};

struct Nearest {
  std::string cluster_id;
  double likeness = 0;  // 0 to 1
};

// Not thread-safe.
class ClusterIndex {
 public:
  // Alike enough: a text and a cluster, and two clusters. Chosen on generated bursts (tools/tip_burst).
  static constexpr double kAlike = 0.32;
  static constexpr double kClustersAlike = 0.40;

  // A tip's text, once; a second time nothing happens.
  void Learn(const std::string& tip_id, const std::string& school, TimePoint received_at, Features features);
  // Where the record says that it belongs.
  void Place(const v1::Voice& voice);
  // It was erased.
  void Forget(const std::string& tip_id);

  bool IsLearned(const std::string& tip_id) const { return texts_.contains(tip_id); }
  bool IsPlaced(const std::string& tip_id) const { return voices_.contains(tip_id); }
  // Empty: it has none yet.
  std::string ClusterOf(const std::string& tip_id) const;
  // The tip that came before this one; empty: none that is still compared with.
  std::string Before(const std::string& tip_id) const;
  // The cluster that this text speaks of; nothing: none. What says little is compared with its own school's
  // tips only.
  std::optional<Nearest> NearestTo(const std::string& school, const Features& features) const;

  // What this cluster has turned out to be the same as, now that it has grown: the smaller of the two goes.
  // Where a person has placed a voice, people decide.
  std::optional<Merge> MergeFor(const std::string& cluster_id) const;

  // Of a school, or kAllSchools.
  std::vector<v1::Cluster> List(const std::string& school) const;
  v1::Cluster Find(const std::string& cluster_id, const std::string& school) const;
  std::vector<v1::Voice> VoicesOf(const std::string& cluster_id, const std::string& school) const;

 private:
  struct Text {
    std::string school;
    TimePoint received_at;
    Features features;
  };
  struct Counted {
    Feature feature;
    std::uint32_t texts = 0;
  };
  // Of the texts of a cluster that are still compared with.
  struct Profile {
    std::unordered_map<std::uint32_t, Counted> features;
    std::map<std::string, const Text*> texts;  // by tip
  };

  void Join(const std::string& tip_id);
  void Leave(const std::string& tip_id);
  void ForgetOld();
  bool PeopleDecided(const std::string& cluster_id) const;
  double Telling(const Features& features) const;
  double Telling(const Profile& profile) const;
  double Likeness(const Features& features, const Profile& profile) const;
  double Likeness(const Profile& one, const Profile& other) const;
  double Likeness(const Features& one, const Features& other) const;

  std::unordered_map<std::string, Text> texts_;
  std::multimap<TimePoint, std::string> by_age_;
  std::unordered_map<std::string, v1::Voice> voices_;
  std::unordered_map<std::string, std::map<std::string, const v1::Voice*>> clusters_;  // by tip
  std::unordered_map<std::string, Profile> profiles_;
  Rarity rarity_;
};

}  // namespace watchbell::threat_intake
