#include "common/telemetry/trace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <random>

namespace watchbell::trace {
namespace {

constexpr std::size_t kLength = 55;
constexpr std::size_t kTraceAt = 3;
constexpr std::size_t kTraceDigits = 32;
constexpr std::size_t kSpanAt = 36;
constexpr std::size_t kSpanDigits = 16;
constexpr std::size_t kFlagsAt = 53;

bool IsHex(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool IsId(std::string_view text) {
  return IsHex(text) && text.find_first_not_of('0') != std::string_view::npos;
}

// Not zero, which the standard keeps for "none". Unique, not secret: a seeded generator per thread will do.
std::uint64_t RandomId() {
  thread_local std::mt19937_64 generator = [] {
    std::random_device device;
    std::seed_seq seed{device(), device(), device(), device()};
    return std::mt19937_64{seed};
  }();
  return std::uniform_int_distribution<std::uint64_t>{1}(generator);
}

}  // namespace

bool IsTraceparent(std::string_view text) {
  return text.size() == kLength && text.substr(0, kTraceAt) == "00-" && text[kSpanAt - 1] == '-' &&
         text[kFlagsAt - 1] == '-' && IsId(text.substr(kTraceAt, kTraceDigits)) &&
         IsId(text.substr(kSpanAt, kSpanDigits)) && IsHex(text.substr(kFlagsAt));
}

std::string_view TraceId(std::string_view traceparent) {
  return IsTraceparent(traceparent) ? traceparent.substr(kTraceAt, kTraceDigits) : std::string_view{};
}

std::string Child(std::string_view parent) {
  if (IsTraceparent(parent)) {
    return fmt::format("{}{:016x}{}", parent.substr(0, kSpanAt), RandomId(), parent.substr(kFlagsAt - 1));
  }
  return fmt::format("00-{:016x}{:016x}-{:016x}-01", RandomId(), RandomId(), RandomId());
}

}  // namespace watchbell::trace
