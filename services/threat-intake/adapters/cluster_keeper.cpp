#include "services/threat-intake/adapters/cluster_keeper.hpp"

namespace watchbell::threat_intake {
namespace {

constexpr std::chrono::seconds kPatience{2};  // a replica that has just started is still reading
// For the voice of the tip before, which another replica may be at; one that never comes (a dead letter)
// holds up its successor alone.
constexpr std::chrono::seconds kPredecessorPatience{5};

Features FeaturesOfTip(const v1::Tip& tip) {
  std::vector<std::string> files;
  for (const auto& file : tip.attachments()) files.push_back(file.sha256());
  return FeaturesOf(tip.text() + " " + tip.place(), files);
}

}  // namespace

ClusterKeeper::ClusterKeeper(std::shared_ptr<bus::Bus> bus, const policy::Sealer& sealer)
    : tips_(
          bus, sealer,
          [this](const names::Key& key, const v1::Tip& tip) {
            const std::scoped_lock lock(mutex_);
            if (!index_.IsLearned(key.id))
              index_.Learn(key.id, key.school, FromProto(tip.received_at()), FeaturesOfTip(tip));
          },
          [this](const names::Key& key) { Forget(key.id); }),
      voices_(
          bus, sealer, [this](const names::Key&, const v1::Voice& voice) { Place(voice); },
          [this](const names::Key& key) { Forget(key.id); }) {}

void ClusterKeeper::Forget(const std::string& tip_id) {
  const std::scoped_lock lock(mutex_);
  index_.Forget(tip_id);
}

void ClusterKeeper::Place(const v1::Voice& voice) {
  {
    const std::scoped_lock lock(mutex_);
    index_.Place(voice);
  }
  placed_.notify_all();
}

Status ClusterKeeper::Ready() {
  if (tips_.AwaitReady(kPatience) && voices_.AwaitReady(kPatience)) return {};
  return Fail(Code::kUnavailable, "TIPS_LOADING", "The tips are still being read; try again in a moment.");
}

Result<Nearest> ClusterKeeper::ClusterFor(const v1::Tip& tip, std::uint64_t sequence) {
  if (auto ready = Ready(); !ready) return tl::unexpected<Error>(ready.error());
  if (!tips_.Await(sequence, kPatience))
    return Fail(Code::kUnavailable, "TIPS_LOADING", "The tips are still being read; try again in a moment.");
  const auto features = FeaturesOfTip(tip);
  std::unique_lock lock(mutex_);
  const auto before = index_.Before(tip.id());
  if (!before.empty()) placed_.wait_for(lock, kPredecessorPatience, [&] { return index_.IsPlaced(before); });
  if (const auto nearest = index_.NearestTo(tip.school(), features)) return *nearest;
  return Nearest{ClusterIdOf(tip.id()), 1};
}

std::optional<ClusterKeeper::Moves> ClusterKeeper::MergeFor(const std::string& cluster_id) {
  const std::scoped_lock lock(mutex_);
  const auto merge = index_.MergeFor(cluster_id);
  if (!merge) return std::nullopt;
  return Moves{index_.VoicesOf(merge->from, kAllSchools), merge->into};
}

Result<std::vector<v1::Cluster>> ClusterKeeper::List(const std::string& school) {
  if (auto ready = Ready(); !ready) return tl::unexpected<Error>(ready.error());
  const std::scoped_lock lock(mutex_);
  return index_.List(school);
}

Result<v1::Cluster> ClusterKeeper::Find(const std::string& cluster_id, const std::string& school) {
  if (auto ready = Ready(); !ready) return tl::unexpected<Error>(ready.error());
  const std::scoped_lock lock(mutex_);
  auto cluster = index_.Find(cluster_id, school);
  if (cluster.voices() == 0)
    return Fail(Code::kNotFound, "NOT_FOUND", "Check the cluster's id and the school.", "cluster_id");
  return cluster;
}

Result<std::vector<v1::Voice>> ClusterKeeper::VoicesOf(const std::string& cluster_id,
                                                       const std::string& school) {
  if (auto ready = Ready(); !ready) return tl::unexpected<Error>(ready.error());
  const std::scoped_lock lock(mutex_);
  return index_.VoicesOf(cluster_id, school);
}

}  // namespace watchbell::threat_intake
