// Fires the durable timers of a service: what a state asked to be looked at again, at the moment it said.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>

#include "common/time/clock.hpp"
#include "common/view/lease.hpp"
#include "common/view/probe.hpp"
#include "common/view/view_store.hpp"
#include "common/view/worker.hpp"

namespace watchbell::view {

// Runs from construction to destruction on a thread of its own. Each replica has one; the holder of the lease
// fires. A timer may fire twice where a holder died between the effect and taking the timer away: the handler
// derives its request id from key, what and due, which makes the second one a repetition.
class Timers {
 public:
  // ok: the timer is done with. kUnavailable, kAborted: again in the next round. Any other error: again after
  // kPutOff, with a line in the log.
  using Handler = std::function<Status(const DueTimer&)>;

  static constexpr std::chrono::milliseconds kRound{100};
  static constexpr std::chrono::seconds kPutOff{60};
  static constexpr int kBatch = 64;
  // Timers that fail are left standing in front of the others, which are still reached up to this many.
  static constexpr int kFailingMax = 1024;

  // `view` and `probe` must outlive it.
  Timers(std::shared_ptr<redis::Pool> pool, ViewStore& view, Clock clock, Handler handle, Probe& probe);
  Timers(const Timers&) = delete;
  Timers& operator=(const Timers&) = delete;

 private:
  using Steady = std::chrono::steady_clock;

  void Run(const std::stop_token& stop);
  Status Round(const std::stop_token& stop);
  void Fire(const DueTimer& timer);

  ViewStore& view_;
  Clock clock_;
  Handler handle_;
  Probe& probe_;
  Lease lease_;
  Backoff backoff_;
  int retried_ = 0;  // in the last round
  // Until when a refused timer rests. Here and not in Redis: its due time, and so its request id, stay as
  // they are.
  std::map<std::string, Steady::time_point> resting_;
  std::jthread thread_;
};

}  // namespace watchbell::view
