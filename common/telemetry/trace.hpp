// W3C trace context: https://www.w3.org/TR/trace-context/
#pragma once

#include <string>
#include <string_view>

namespace watchbell::trace {

// Name of the gRPC metadata, HTTP and NATS header alike.
inline constexpr char kTraceHeader[] = "traceparent";

// The traceparent of a new span: of the given parent's trace, or of a new trace where that is empty or
// malformed.
std::string Child(std::string_view parent);

// 00-<32 hex>-<16 hex>-<2 hex>, neither id all zero.
bool IsTraceparent(std::string_view text);

// The 32 digits of the trace; "" of what is no traceparent.
std::string_view TraceId(std::string_view traceparent);

}  // namespace watchbell::trace
