#include "common/telemetry/metrics.hpp"

#include <gtest/gtest.h>
#include <prometheus/text_serializer.h>

namespace watchbell::metrics {
namespace {

std::string Page(const prometheus::Collectable& of) {
  return prometheus::TextSerializer{}.Serialize(of.Collect());
}

TEST(Metrics, TheSameNameAndLabelsAreTheSameCounter) {
  Registry registry;
  MakeCounter(registry, "watchbell_test_total", "Test.", {{"lane", "urgent"}}).Increment();
  MakeCounter(registry, "watchbell_test_total", "Test.", {{"lane", "urgent"}}).Increment();
  MakeCounter(registry, "watchbell_test_total", "Test.", {{"lane", "routine"}}).Increment();
  EXPECT_NE(Page(registry).find("watchbell_test_total{lane=\"urgent\"} 2"), std::string::npos);
  EXPECT_NE(Page(registry).find("watchbell_test_total{lane=\"routine\"} 1"), std::string::npos);
}

TEST(Metrics, AHistogramOfSecondsTellsOneMillisecondFromTwo) {
  Registry registry;
  Histogram& histogram = MakeHistogram(registry, "watchbell_test_seconds", "Test.");
  histogram.Observe(0.0009);
  histogram.Observe(0.002);
  EXPECT_NE(Page(registry).find("watchbell_test_seconds_bucket{le=\"0.001\"} 1"), std::string::npos);
}

TEST(Metrics, BuildInfoNamesTheService) {
  Registry registry;
  AddBuildInfo(registry, "visitor");
  EXPECT_NE(Page(registry).find("watchbell_build_info{service=\"visitor\",version="), std::string::npos);
}

TEST(Metrics, DroppedLogLinesAreOnThePage) {
  EXPECT_NE(Page(*LogMetrics()).find("watchbell_log_lines_dropped_total 0"), std::string::npos);
}

}  // namespace
}  // namespace watchbell::metrics
