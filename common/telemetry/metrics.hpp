// Metrics: made once, at start-up, and kept by reference. Names watchbell_<area>_<what>_<unit>[_total];
// labels are words from a short list, never an id, a school or a person.
#pragma once

#include <prometheus/collectable.h>
#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include <memory>
#include <string>

namespace watchbell::metrics {

using prometheus::Counter;
using prometheus::Gauge;
using prometheus::Histogram;
using prometheus::Labels;
using prometheus::Registry;

// 0.1 ms to 10 s: dense around the aims of the alarm path.
inline const Histogram::BucketBoundaries kSeconds = {
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

// The same name and labels give the same object again; it lives as long as the registry. Thread-safe.
Counter& MakeCounter(Registry& registry, const std::string& name, const std::string& help,
                     const Labels& labels = {});
Gauge& MakeGauge(Registry& registry, const std::string& name, const std::string& help,
                 const Labels& labels = {});
Histogram& MakeHistogram(Registry& registry, const std::string& name, const std::string& help,
                         const Labels& labels = {}, const Histogram::BucketBoundaries& buckets = kSeconds);

// watchbell_build_info{service,version} = 1.
void AddBuildInfo(Registry& registry, const std::string& service);

// watchbell_log_lines_dropped_total, read from the log when scraped.
std::shared_ptr<prometheus::Collectable> LogMetrics();

}  // namespace watchbell::metrics
