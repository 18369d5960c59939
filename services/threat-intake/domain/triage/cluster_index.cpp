#include "services/threat-intake/domain/triage/cluster_index.hpp"

#include <algorithm>
#include <cmath>

namespace watchbell::threat_intake {
namespace {

// A text is compared with the texts of so many clusters at most, those whose profile is most like it.
constexpr std::size_t kClustersCompared = 4;
// A profile less alike than this is not looked into.
constexpr double kProfileAlikeMin = 0.12;
// The square of what a text says; with less it could be about anything ("there is a fight").
constexpr double kTellingMin = 60;

bool IsOf(const v1::Voice& voice, const std::string& school) {
  return school == kAllSchools || voice.school() == school;
}

}  // namespace

void ClusterIndex::Learn(const std::string& tip_id, const std::string& school, TimePoint received_at,
                         Features features) {
  if (!texts_.try_emplace(tip_id, Text{school, received_at, std::move(features)}).second) return;
  by_age_.emplace(received_at, tip_id);
  Join(tip_id);
  ForgetOld();
}

void ClusterIndex::Place(const v1::Voice& voice) {
  const auto known = voices_.find(voice.id());
  if (known != voices_.end()) {
    Leave(voice.id());
    auto& old = clusters_[known->second.cluster_id()];
    old.erase(voice.id());
    if (old.empty()) clusters_.erase(known->second.cluster_id());
  }
  auto& kept = voices_[voice.id()];
  kept = voice;
  clusters_[voice.cluster_id()][voice.id()] = &kept;
  Join(voice.id());
}

void ClusterIndex::Forget(const std::string& tip_id) {
  Leave(tip_id);
  texts_.erase(tip_id);  // its age is forgotten in its turn
  const auto voice = voices_.find(tip_id);
  if (voice == voices_.end()) return;
  auto& cluster = clusters_[voice->second.cluster_id()];
  cluster.erase(tip_id);
  if (cluster.empty()) clusters_.erase(voice->second.cluster_id());
  voices_.erase(voice);
}

// Nothing until both its text and its place are known.
void ClusterIndex::Join(const std::string& tip_id) {
  const auto text = texts_.find(tip_id);
  const auto voice = voices_.find(tip_id);
  if (text == texts_.end() || voice == voices_.end()) return;
  auto& profile = profiles_[voice->second.cluster_id()];
  if (!profile.texts.emplace(tip_id, &text->second).second) return;
  for (const auto& feature : text->second.features) {
    auto& counted = profile.features[feature.hash];
    counted.feature = feature;
    if (++counted.texts == 1) rarity_.Add(feature.hash);
  }
  rarity_.SetClusters(profiles_.size());
}

void ClusterIndex::Leave(const std::string& tip_id) {
  const auto voice = voices_.find(tip_id);
  if (voice == voices_.end()) return;
  const auto profile = profiles_.find(voice->second.cluster_id());
  if (profile == profiles_.end()) return;
  const auto text = profile->second.texts.find(tip_id);
  if (text == profile->second.texts.end()) return;
  for (const auto& feature : text->second->features) {
    const auto counted = profile->second.features.find(feature.hash);
    if (--counted->second.texts > 0) continue;
    profile->second.features.erase(counted);
    rarity_.Remove(feature.hash);
  }
  profile->second.texts.erase(text);
  if (profile->second.texts.empty()) profiles_.erase(profile);
  rarity_.SetClusters(profiles_.size());
}

std::string ClusterIndex::ClusterOf(const std::string& tip_id) const {
  const auto voice = voices_.find(tip_id);
  return voice == voices_.end() ? std::string{} : voice->second.cluster_id();
}

std::string ClusterIndex::Before(const std::string& tip_id) const {
  const auto text = texts_.find(tip_id);
  if (text == texts_.end()) return {};
  auto at = by_age_.lower_bound(text->second.received_at);
  while (at != by_age_.begin()) {
    --at;
    if (at->second != tip_id && texts_.contains(at->second)) return at->second;
  }
  return {};
}

void ClusterIndex::ForgetOld() {
  const auto oldest_kept = by_age_.rbegin()->first - kClusterWindow;
  while (by_age_.begin()->first < oldest_kept || by_age_.size() > kClusterTextsMax) {
    Leave(by_age_.begin()->second);
    texts_.erase(by_age_.begin()->second);
    by_age_.erase(by_age_.begin());
  }
}

// The cosine of a text and the average of the cluster's texts.
double ClusterIndex::Likeness(const Features& features, const Profile& profile) const {
  double own = 0, shared = 0, theirs = 0;
  const auto texts = static_cast<double>(profile.texts.size());
  for (const auto& feature : features) {
    const double weight = rarity_.WeightOf(feature);
    own += weight * weight;
    const auto counted = profile.features.find(feature.hash);
    if (counted != profile.features.end()) shared += weight * weight * counted->second.texts / texts;
  }
  if (shared == 0) return 0;
  for (const auto& [hash, counted] : profile.features) {
    const double weight = static_cast<double>(rarity_.WeightOf(counted.feature)) * counted.texts / texts;
    theirs += weight * weight;
  }
  return shared / std::sqrt(own * theirs);
}

// The cosine of two averages.
double ClusterIndex::Likeness(const Profile& one, const Profile& other) const {
  const auto& fewer = one.features.size() < other.features.size() ? one : other;
  const auto& more = &fewer == &one ? other : one;
  const auto weight_of = [&](const Profile& profile, const Counted& counted) {
    return static_cast<double>(rarity_.WeightOf(counted.feature)) * counted.texts /
           static_cast<double>(profile.texts.size());
  };
  double shared = 0;
  for (const auto& [hash, counted] : fewer.features) {
    const auto found = more.features.find(hash);
    if (found != more.features.end()) shared += weight_of(fewer, counted) * weight_of(more, found->second);
  }
  if (shared == 0) return 0;
  const auto square_of = [&](const Profile& profile) {
    double square = 0;
    for (const auto& [hash, counted] : profile.features) square += std::pow(weight_of(profile, counted), 2);
    return square;
  };
  return shared / std::sqrt(square_of(one) * square_of(other));
}

// The cosine of two texts.
double ClusterIndex::Likeness(const Features& one, const Features& other) const {
  double own = 0, theirs = 0, shared = 0;
  auto at = other.begin();
  const auto square = [&](const Feature& feature) {
    const double weight = rarity_.WeightOf(feature);
    return weight * weight;
  };
  for (const auto& feature : one) {
    own += square(feature);
    for (; at != other.end() && at->hash < feature.hash; ++at) theirs += square(*at);
    if (at != other.end() && at->hash == feature.hash) shared += square(feature);
  }
  for (; at != other.end(); ++at) theirs += square(*at);
  return shared == 0 ? 0 : shared / std::sqrt(own * theirs);
}

double ClusterIndex::Telling(const Features& features) const {
  double telling = 0;
  for (const auto& feature : features) {
    const double weight = rarity_.WeightOf(feature);
    telling += weight * weight;
  }
  return telling;
}

// That of its texts, on average.
double ClusterIndex::Telling(const Profile& profile) const {
  double telling = 0;
  for (const auto& [hash, counted] : profile.features) {
    const double weight = rarity_.WeightOf(counted.feature);
    telling += weight * weight * counted.texts;
  }
  return telling / static_cast<double>(profile.texts.size());
}

std::optional<Nearest> ClusterIndex::NearestTo(const std::string& school, const Features& features) const {
  const double telling = Telling(features);
  std::vector<std::pair<double, const std::string*>> candidates;
  for (const auto& [cluster_id, profile] : profiles_) {
    const auto likeness = Likeness(features, profile);
    if (likeness >= kProfileAlikeMin) candidates.emplace_back(likeness, &cluster_id);
  }
  std::sort(candidates.begin(), candidates.end(), [](const auto& one, const auto& other) {
    return one.first != other.first ? one.first > other.first : *one.second < *other.second;
  });
  if (candidates.size() > kClustersCompared) candidates.resize(kClustersCompared);
  std::optional<Nearest> nearest;
  for (const auto& [with_profile, cluster_id] : candidates) {
    double best = 0;
    for (const auto& [tip_id, text] : profiles_.at(*cluster_id).texts) {
      if (telling < kTellingMin && text->school != school) continue;
      best = std::max(best, Likeness(features, text->features));
    }
    // Near one of its texts and near their average: the first alone would chain one thing to the next.
    const auto likeness = (best + with_profile) / 2;
    if (best > 0 && likeness >= kAlike && (!nearest || likeness > nearest->likeness))
      nearest = Nearest{*cluster_id, likeness};
  }
  return nearest;
}

bool ClusterIndex::PeopleDecided(const std::string& cluster_id) const {
  const auto& voices = clusters_.at(cluster_id);
  return std::any_of(voices.begin(), voices.end(),
                     [](const auto& voice) { return !voice.second->placed_by().empty(); });
}

std::optional<Merge> ClusterIndex::MergeFor(const std::string& cluster_id) const {
  const auto profile = profiles_.find(cluster_id);
  if (profile == profiles_.end() || PeopleDecided(cluster_id) || Telling(profile->second) < kTellingMin)
    return std::nullopt;
  const std::string* nearest = nullptr;
  double best = 0;
  for (const auto& [other_id, other] : profiles_) {
    if (other_id == cluster_id || PeopleDecided(other_id) || Telling(other) < kTellingMin) continue;
    const auto likeness = Likeness(profile->second, other);
    if (likeness < kClustersAlike || likeness < best || (likeness == best && nearest && *nearest < other_id))
      continue;
    best = likeness;
    nearest = &other_id;
  }
  if (!nearest) return std::nullopt;
  const auto own = profile->second.texts.size(), theirs = profiles_.at(*nearest).texts.size();
  const bool stays = own != theirs ? own > theirs : cluster_id < *nearest;
  return stays ? Merge{*nearest, cluster_id} : Merge{cluster_id, *nearest};
}

v1::Cluster ClusterIndex::Find(const std::string& cluster_id, const std::string& school) const {
  v1::Cluster cluster;
  const auto found = clusters_.find(cluster_id);
  if (found == clusters_.end()) return cluster;
  cluster.set_id(cluster_id);
  cluster.set_voices_in_district(static_cast<int>(found->second.size()));
  for (const auto& [tip_id, voice] : found->second) {
    if (IsOf(*voice, school)) cluster.set_voices(cluster.voices() + 1);
    const auto at = FromProto(voice->heard_at());
    if (!cluster.has_first_heard_at() || at < FromProto(cluster.first_heard_at()))
      *cluster.mutable_first_heard_at() = voice->heard_at();
    if (!cluster.has_last_heard_at() || at > FromProto(cluster.last_heard_at()))
      *cluster.mutable_last_heard_at() = voice->heard_at();
  }
  return cluster;
}

std::vector<v1::Cluster> ClusterIndex::List(const std::string& school) const {
  std::vector<v1::Cluster> list;
  for (const auto& [cluster_id, voices] : clusters_) {
    if (voices.size() < 2) continue;
    auto cluster = Find(cluster_id, school);
    if (cluster.voices() > 0) list.push_back(std::move(cluster));
  }
  std::sort(list.begin(), list.end(), [](const v1::Cluster& one, const v1::Cluster& other) {
    return one.voices() != other.voices() ? one.voices() > other.voices() : one.id() < other.id();
  });
  if (list.size() > kClustersListedMax) list.resize(kClustersListedMax);
  return list;
}

std::vector<v1::Voice> ClusterIndex::VoicesOf(const std::string& cluster_id,
                                              const std::string& school) const {
  std::vector<v1::Voice> list;
  const auto found = clusters_.find(cluster_id);
  if (found == clusters_.end()) return list;
  for (const auto& [tip_id, voice] : found->second) {
    if (IsOf(*voice, school)) list.push_back(*voice);
  }
  std::stable_sort(list.begin(), list.end(), [](const v1::Voice& one, const v1::Voice& other) {
    return FromProto(one.heard_at()) < FromProto(other.heard_at());
  });
  return list;
}

}  // namespace watchbell::threat_intake
