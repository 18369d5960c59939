// What operators see of one method: how often, with which code, how long. And its log line.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <string>
#include <string_view>

#include "common/result/result.hpp"
#include "common/telemetry/metrics.hpp"

namespace watchbell::rpc {

// Thread-safe.
class Probe {
 public:
  // `method`: full name, like watchbell.visitor.v1.VisitService.CheckIn
  Probe(metrics::Registry& registry, std::string method);

  // A unary call was answered.
  void Answered(Code code, std::string_view reason, std::chrono::steady_clock::duration took,
                std::string_view traceparent);
  void StreamOpened() { streams_.Increment(); }
  void StreamEnded(Code code, std::string_view reason, std::chrono::steady_clock::duration took,
                   std::string_view traceparent);

 private:
  void Count(Code code);
  void Log(std::string_view message, Code code, std::string_view reason,
           std::chrono::steady_clock::duration took, std::string_view traceparent) const;

  static constexpr std::size_t kCodes = 17;
  metrics::Registry& registry_;
  const std::string method_;
  metrics::Histogram& seconds_;
  metrics::Gauge& streams_;
  // Made when a code is first answered, so that a page holds only what happened.
  std::array<std::atomic<metrics::Counter*>, kCodes> answered_{};
};

}  // namespace watchbell::rpc
