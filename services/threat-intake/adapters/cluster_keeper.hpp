// The cluster index of this replica, kept up with the record from several threads. Texts are read from the
// sealed record into memory and go nowhere else.
#pragma once

#include <condition_variable>
#include <mutex>

#include "common/ledger/mirror.hpp"
#include "services/threat-intake/domain/tip.hpp"
#include "services/threat-intake/domain/triage/cluster.hpp"
#include "services/threat-intake/domain/triage/cluster_index.hpp"

namespace watchbell::threat_intake {

class ClusterKeeper {
 public:
  ClusterKeeper(std::shared_ptr<bus::Bus> bus, const policy::Sealer& sealer);

  // To whom a tip speaks of the same thing; its own cluster when to nobody. The tips before it must have
  // found theirs: kUnavailable until they are known here.
  Result<Nearest> ClusterFor(const v1::Tip& tip, std::uint64_t sequence);
  // The voices to move, and where to: what was two clusters has turned out to be one.
  struct Moves {
    std::vector<v1::Voice> voices;
    std::string into;
  };
  std::optional<Moves> MergeFor(const std::string& cluster_id);
  // What was just recorded, without waiting for the record to say so.
  void Place(const v1::Voice& voice);
  // It was found to be erased.
  void Forget(const std::string& tip_id);

  // kUnavailable while this replica is still reading.
  Result<std::vector<v1::Cluster>> List(const std::string& school);
  // NOT_FOUND also when none of its voices is of that school.
  Result<v1::Cluster> Find(const std::string& cluster_id, const std::string& school);
  Result<std::vector<v1::Voice>> VoicesOf(const std::string& cluster_id, const std::string& school);

 private:
  Status Ready();

  std::mutex mutex_;
  std::condition_variable placed_;
  ClusterIndex index_;
  ledger::Mirror<Tips> tips_;
  ledger::Mirror<Voices> voices_;
};

}  // namespace watchbell::threat_intake
