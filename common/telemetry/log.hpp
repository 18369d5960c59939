// Logs: one JSON object a line on standard error, a constant message and fields. Never personal data.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace watchbell::log {

using Field = std::pair<std::string_view, std::string>;

// Lines that wait to be written; past that the oldest is dropped, so that a stuck collector stops nobody.
inline constexpr std::size_t kWaitingMax = 8192;

// Once, at start-up, before the first line; until then nothing is written. level: debug, info, warn, error.
void Start(std::string_view service, std::string_view level);
// Writes what still waits. Last thing before the process ends.
void Stop();

// Thread-safe. The caller's thread formats, a thread of its own writes; warnings and errors are flushed at
// once.
void Debug(std::string_view message, std::initializer_list<Field> fields = {});
void Info(std::string_view message, std::initializer_list<Field> fields = {});
void Warn(std::string_view message, std::initializer_list<Field> fields = {});
void Error(std::string_view message, std::initializer_list<Field> fields = {});

// How many lines were dropped since Start.
std::size_t Dropped();

}  // namespace watchbell::log
