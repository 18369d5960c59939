// How a log line is written: one JSON object, always valid UTF-8, whatever the fields hold.
#pragma once

#include <string>
#include <string_view>

#include "common/telemetry/log.hpp"
#include "common/time/clock.hpp"

namespace watchbell::log {

// A field of a line longer than this is cut, so that no line can flood the collector.
inline constexpr std::size_t kFieldBytesMax = 2048;

// Appends `text` between quotes, escaped as RFC 8259 says; bytes that are no UTF-8 become U+FFFD.
void AppendJsonString(std::string& line, std::string_view text);

// {"ts":...,"level":...,"service":...,"msg":...,<fields>}, without a line end.
std::string JsonLine(TimePoint at, std::string_view level, std::string_view service, std::string_view message,
                     std::initializer_list<Field> fields);

}  // namespace watchbell::log
