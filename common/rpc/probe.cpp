#include "common/rpc/probe.hpp"

#include <fmt/format.h>

#include "common/rpc/status.hpp"
#include "common/telemetry/log.hpp"
#include "common/telemetry/trace.hpp"

namespace watchbell::rpc {

Probe::Probe(metrics::Registry& registry, std::string method)
    : registry_(registry),
      method_(std::move(method)),
      seconds_(metrics::MakeHistogram(registry, "watchbell_rpc_seconds",
                                      "Time from a unary call to its answer.", {{"method", method_}})),
      streams_(metrics::MakeGauge(registry, "watchbell_rpc_streams_open", "Streaming calls under way.",
                                  {{"method", method_}})) {}

void Probe::Answered(Code code, std::string_view reason, std::chrono::steady_clock::duration took,
                     std::string_view traceparent) {
  Count(code);
  seconds_.Observe(std::chrono::duration<double>(took).count());
  Log("rpc", code, reason, took, traceparent);
}

void Probe::StreamEnded(Code code, std::string_view reason, std::chrono::steady_clock::duration took,
                        std::string_view traceparent) {
  streams_.Decrement();
  Count(code);
  Log("rpc_stream", code, reason, took, traceparent);
}

void Probe::Count(Code code) {
  auto& slot = answered_.at(static_cast<std::size_t>(code));
  metrics::Counter* counter = slot.load(std::memory_order_acquire);
  if (counter == nullptr) {
    counter =
        &metrics::MakeCounter(registry_, "watchbell_rpc_requests_total", "Calls answered, by status code.",
                              {{"method", method_}, {"code", std::string{CodeName(code)}}});
    slot.store(counter, std::memory_order_release);
  }
  counter->Increment();
}

void Probe::Log(std::string_view message, Code code, std::string_view reason,
                std::chrono::steady_clock::duration took, std::string_view traceparent) const {
  const auto write = code == Code::kInternal ? log::Error : log::Info;
  write(message, {{"method", method_},
                  {"code", std::string{CodeName(code)}},
                  {"reason", std::string{reason}},
                  {"ms", fmt::format("{:.3f}", std::chrono::duration<double, std::milli>(took).count())},
                  {"trace", std::string{trace::TraceId(traceparent)}}});
}

}  // namespace watchbell::rpc
