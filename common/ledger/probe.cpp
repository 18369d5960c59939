#include "common/ledger/probe.hpp"

namespace watchbell::ledger {
namespace {

using prometheus::BuildCounter;
using prometheus::Counter;

Counter& Requests(prometheus::Registry& registry, const std::string& aggregate, const char* outcome) {
  return BuildCounter()
      .Name("watchbell_ledger_requests_total")
      .Help("Requests to aggregates, by what became of them")
      .Register(registry)
      .Add({{"aggregate", aggregate}, {"outcome", outcome}});
}

Counter& Plain(prometheus::Registry& registry, const std::string& aggregate, const char* name,
               const char* help) {
  return BuildCounter().Name(name).Help(help).Register(registry).Add({{"aggregate", aggregate}});
}

}  // namespace

Probe::Probe(prometheus::Registry& registry, const std::string& aggregate)
    : recorded_(Requests(registry, aggregate, "recorded")),
      already_so_(Requests(registry, aggregate, "already_so")),
      refused_(Requests(registry, aggregate, "refused")),
      unavailable_(Requests(registry, aggregate, "unavailable")),
      conflicts_(Plain(registry, aggregate, "watchbell_ledger_conflicts_total",
                       "Appends that lost a race and ran again")),
      erased_(Plain(registry, aggregate, "watchbell_ledger_erased_total", "Aggregates erased for good")),
      view_missed_(Plain(registry, aggregate, "watchbell_ledger_view_missed_total",
                         "Views not written at once; the follower writes them")),
      append_seconds_(prometheus::BuildHistogram()
                          .Name("watchbell_ledger_append_seconds")
                          .Help("From the append to the stream's acknowledgement")
                          .Register(registry)
                          .Add({{"aggregate", aggregate}},
                               prometheus::Histogram::BucketBoundaries{0.0001, 0.00025, 0.0005, 0.001, 0.0025,
                                                                       0.005, 0.01, 0.025, 0.1, 0.5, 2})) {}

void Probe::Recorded(double append_seconds) {
  recorded_.Increment();
  append_seconds_.Observe(append_seconds);
}

}  // namespace watchbell::ledger
