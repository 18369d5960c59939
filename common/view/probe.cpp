#include "common/view/probe.hpp"

namespace watchbell::view {
namespace {

metrics::Counter& Writes(metrics::Registry& registry, const char* outcome) {
  return metrics::MakeCounter(registry, "watchbell_view_writes_total",
                              "Entries handed to the view: stored, known already, or failed.",
                              {{"outcome", outcome}});
}

metrics::Counter& Fired(metrics::Registry& registry, const char* outcome) {
  return metrics::MakeCounter(registry, "watchbell_timers_fired_total",
                              "Timers handed to their aggregate: done, to be retried, or refused.",
                              {{"outcome", outcome}});
}

}  // namespace

Probe::Probe(metrics::Registry& registry)
    : lag_(metrics::MakeGauge(registry, "watchbell_view_follower_lag",
                              "Messages of the record that the view has not read yet.")),
      stored_(Writes(registry, "stored")),
      known_(Writes(registry, "known")),
      failed_(Writes(registry, "failed")),
      rebuilds_(metrics::MakeCounter(registry, "watchbell_view_rebuilds_total",
                                     "Times that the view was built anew from the record.")),
      timer_done_(Fired(registry, "done")),
      timer_retried_(Fired(registry, "retried")),
      timer_refused_(Fired(registry, "refused")) {}

}  // namespace watchbell::view
