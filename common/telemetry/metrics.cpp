#include "common/telemetry/metrics.hpp"

#include "common/telemetry/log.hpp"

#ifndef WATCHBELL_VERSION
#define WATCHBELL_VERSION "dev"
#endif

namespace watchbell::metrics {
namespace {

class DroppedLines final : public prometheus::Collectable {
 public:
  std::vector<prometheus::MetricFamily> Collect() const override {
    prometheus::MetricFamily family;
    family.name = "watchbell_log_lines_dropped_total";
    family.help = "Log lines dropped because the writer was behind.";
    family.type = prometheus::MetricType::Counter;
    family.metric.emplace_back();
    family.metric.back().counter.value = static_cast<double>(log::Dropped());
    return {family};
  }
};

}  // namespace

Counter& MakeCounter(Registry& registry, const std::string& name, const std::string& help,
                     const Labels& labels) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(registry).Add(labels);
}

Gauge& MakeGauge(Registry& registry, const std::string& name, const std::string& help, const Labels& labels) {
  return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add(labels);
}

Histogram& MakeHistogram(Registry& registry, const std::string& name, const std::string& help,
                         const Labels& labels, const Histogram::BucketBoundaries& buckets) {
  return prometheus::BuildHistogram().Name(name).Help(help).Register(registry).Add(labels, buckets);
}

void AddBuildInfo(Registry& registry, const std::string& service) {
  MakeGauge(registry, "watchbell_build_info", "1, with what runs here as labels.",
            {{"service", service}, {"version", WATCHBELL_VERSION}})
      .Set(1);
}

std::shared_ptr<prometheus::Collectable> LogMetrics() { return std::make_shared<DroppedLines>(); }

}  // namespace watchbell::metrics
