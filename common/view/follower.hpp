// Keeps the view equal to the record: reads the service's stream from the position that Redis itself holds.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <thread>

#include "common/bus/bus.hpp"
#include "common/bus/reader.hpp"
#include "common/view/lease.hpp"
#include "common/view/probe.hpp"
#include "common/view/view_store.hpp"
#include "common/view/worker.hpp"

namespace watchbell::view {

// What the view keeps of a stored message; nothing: none of its business.
using Projector = std::function<std::optional<Entry>(const bus::Stored&)>;

// Runs from construction to destruction on a thread of its own, which may take kIdleWait to end. Each replica
// has one; one of them holds the lease and reads. An empty Redis means "start from the beginning", so that no
// command is needed after a flush. Outlives the absence of Redis and of NATS.
class Follower {
 public:
  static constexpr std::size_t kBatch = 256;
  // Also how soon a flush is noticed while nothing happens.
  static constexpr std::chrono::milliseconds kIdleWait{250};
  // Idle waits after which a reader that is owed messages is opened anew: what it waits for may be purged.
  static constexpr int kSilencesMax = 8;

  // `view`, `project` and `probe` are used on the follower's thread; the references must outlive it.
  Follower(std::shared_ptr<bus::Bus> bus, std::shared_ptr<redis::Pool> pool, ViewStore& view,
           Projector project, Probe& probe);
  Follower(const Follower&) = delete;
  Follower& operator=(const Follower&) = delete;

 private:
  void Run(const std::stop_token& stop);
  // Follows the stream for as long as position and lease are ours; an error: wait, then again.
  Status Follow(const std::stop_token& stop);
  Result<std::unique_ptr<bus::Reader>> OpenReader(std::optional<std::uint64_t> position);
  // False: the position is not the one that we left.
  Result<bool> Step(bus::Reader& reader, std::optional<std::uint64_t>& position);
  std::vector<Entry> Project(const std::vector<bus::Stored>& messages) const;

  std::shared_ptr<bus::Bus> bus_;
  ViewStore& view_;
  Projector project_;
  Probe& probe_;
  Lease lease_;
  Backoff backoff_;
  bool live_ = false;  // this reader has caught up once
  int silences_ = 0;   // idle waits in a row, while it had not
  std::jthread thread_;
};

}  // namespace watchbell::view
