// Time comes in as an argument: rules take a TimePoint, and only main.cpp knows the system clock.
#pragma once

#include <google/protobuf/timestamp.pb.h>

#include <chrono>
#include <functional>

namespace watchbell {

using TimePoint = std::chrono::time_point<std::chrono::system_clock, std::chrono::microseconds>;

// Thread-safe. Tests pass their own.
using Clock = std::function<TimePoint()>;

Clock SystemClock();

google::protobuf::Timestamp ToProto(TimePoint at);
TimePoint FromProto(const google::protobuf::Timestamp& at);

// RFC 3339 in UTC with milliseconds, like 2026-11-22T07:30:00.000Z.
std::string ToRfc3339(TimePoint at);

}  // namespace watchbell
