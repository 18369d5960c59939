#include "services/gateway/edge/probe.hpp"

#include <fmt/format.h>

#include "common/telemetry/log.hpp"
#include "services/gateway/connect/error.hpp"

namespace watchbell::gateway {
namespace {

constexpr std::string_view kTips = "threat_intake";

void Log(const connect::Route& route, int code, double seconds) {
  const std::string path = "/" + route.method->service()->full_name() + "/" + route.method->name();
  if (route.anyone && route.backend == kTips) return log::Info("request", {{"path", path}});
  log::Info("request", {{"method", "POST"},
                        {"path", path},
                        {"code", std::string{code == 0 ? "ok" : connect::CodeName(code)}},
                        {"ms", fmt::format("{:.3f}", seconds * 1000)}});
}

}  // namespace

void EdgeProbe::Answered(const connect::Route& route, int code, std::chrono::steady_clock::duration time) {
  const double seconds = std::chrono::duration<double>(time).count();
  const std::string& name = route.method->full_name();
  {
    const std::lock_guard lock(mutex_);
    auto found = methods_.find(route.method);
    if (found == methods_.end()) {
      auto& histogram =
          metrics::MakeHistogram(registry_, "watchbell_gateway_request_seconds",
                                 "From the last byte of a request to its answer.", {{"method", name}});
      found = methods_.emplace(route.method, OfMethod{histogram, {}}).first;
    }
    auto*& counter = found->second.by_code[code];
    if (counter == nullptr) {
      counter = &metrics::MakeCounter(
          registry_, "watchbell_gateway_requests_total", "Calls answered, by method and code.",
          {{"method", name}, {"code", std::string{code == 0 ? "ok" : connect::CodeName(code)}}});
    }
    counter->Increment();
    if (!route.method->server_streaming()) found->second.seconds.Observe(seconds);
  }
  Log(route, code, seconds);
}

// The path of a page is what somebody typed: it is not written.
void EdgeProbe::PageAnswered(int status) {
  log::Info("request", {{"path", "(page)"}, {"code", std::to_string(status)}});
}

}  // namespace watchbell::gateway
