// What operators see of the edge: requests by method and code, and how long they took; and one log line each,
// which never names an address, a cookie, a query or a browser.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>

#include "common/telemetry/metrics.hpp"
#include "services/gateway/connect/route.hpp"

namespace watchbell::gateway {

// Thread-safe.
class EdgeProbe {
 public:
  explicit EdgeProbe(prometheus::Registry& registry) : registry_(registry) {}
  // Of a tip nothing is written to the log but that there was one.
  void Answered(const connect::Route& route, int code, std::chrono::steady_clock::duration time);
  // A page of the console, or an address that nobody serves.
  void PageAnswered(int status);

 private:
  struct OfMethod {
    prometheus::Histogram& seconds;
    std::map<int, prometheus::Counter*> by_code;
  };
  prometheus::Registry& registry_;
  std::mutex mutex_;
  std::map<const google::protobuf::MethodDescriptor*, OfMethod> methods_;  // bounded by the contract
};

}  // namespace watchbell::gateway
