// What operators see of the views and timers of a service.
#pragma once

#include <cstddef>
#include <cstdint>

#include "common/telemetry/metrics.hpp"

namespace watchbell::view {

// Thread-safe. The registry must outlive it; several probes of one registry count together.
class Probe {
 public:
  explicit Probe(metrics::Registry& registry);

  // How many messages of the record the view is behind.
  void Lag(std::uint64_t messages) { lag_.Set(static_cast<double>(messages)); }
  void Stored(std::size_t entries) { stored_.Increment(static_cast<double>(entries)); }
  // The view had them already, or something newer.
  void Known(std::size_t entries) { known_.Increment(static_cast<double>(entries)); }
  void Failed(std::size_t entries) { failed_.Increment(static_cast<double>(entries)); }
  // Redis was found empty.
  void Rebuilding() { rebuilds_.Increment(); }

  void TimerDone() { timer_done_.Increment(); }
  void TimerRetried() { timer_retried_.Increment(); }
  void TimerRefused() { timer_refused_.Increment(); }

 private:
  metrics::Gauge& lag_;
  metrics::Counter& stored_;
  metrics::Counter& known_;
  metrics::Counter& failed_;
  metrics::Counter& rebuilds_;
  metrics::Counter& timer_done_;
  metrics::Counter& timer_retried_;
  metrics::Counter& timer_refused_;
};

}  // namespace watchbell::view
