#include "common/telemetry/log.hpp"

#include <spdlog/async.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <atomic>
#include <memory>
#include <vector>

#include "common/telemetry/json_line.hpp"

namespace watchbell::log {
namespace {

struct Writer {
  std::string service;
  std::shared_ptr<spdlog::details::thread_pool> pool;
  std::shared_ptr<spdlog::async_logger> logger;
};

// A process has one standard error, so it has one writer; everything else in the house is passed by
// reference.
std::atomic<Writer*> writer{nullptr};

// Never deleted: a thread that still logs while the process ends must find its writer.
std::vector<std::unique_ptr<Writer>>& Writers() {
  static auto* const writers = new std::vector<std::unique_ptr<Writer>>;
  return *writers;
}

spdlog::level::level_enum LevelOf(std::string_view name) {
  if (name == "debug") return spdlog::level::debug;
  if (name == "warn") return spdlog::level::warn;
  if (name == "error") return spdlog::level::err;
  return spdlog::level::info;
}

void Write(spdlog::level::level_enum level, std::string_view name, std::string_view message,
           std::initializer_list<Field> fields) {
  Writer* const to = writer.load(std::memory_order_acquire);
  if (to == nullptr || !to->logger->should_log(level)) return;
  const auto now = std::chrono::time_point_cast<TimePoint::duration>(std::chrono::system_clock::now());
  const std::string line = JsonLine(now, name, to->service, message, fields);
  to->logger->log(level, spdlog::string_view_t{line.data(), line.size()});
}

}  // namespace

void Start(std::string_view service, std::string_view level) {
  Stop();
  auto fresh = std::make_unique<Writer>();
  fresh->service = service;
  fresh->pool = std::make_shared<spdlog::details::thread_pool>(kWaitingMax, 1);
  fresh->logger =
      std::make_shared<spdlog::async_logger>("watchbell", std::make_shared<spdlog::sinks::stderr_sink_mt>(),
                                             fresh->pool, spdlog::async_overflow_policy::overrun_oldest);
  fresh->logger->set_formatter(std::make_unique<spdlog::pattern_formatter>("%v"));
  fresh->logger->set_level(LevelOf(level));
  fresh->logger->flush_on(spdlog::level::warn);
  Writers().push_back(std::move(fresh));
  writer.store(Writers().back().get(), std::memory_order_release);
}

void Stop() {
  Writer* const old = writer.exchange(nullptr);
  if (old == nullptr) return;
  old->pool.reset();  // its destructor writes what waits, then joins
}

void Debug(std::string_view message, std::initializer_list<Field> fields) {
  Write(spdlog::level::debug, "debug", message, fields);
}
void Info(std::string_view message, std::initializer_list<Field> fields) {
  Write(spdlog::level::info, "info", message, fields);
}
void Warn(std::string_view message, std::initializer_list<Field> fields) {
  Write(spdlog::level::warn, "warn", message, fields);
}
void Error(std::string_view message, std::initializer_list<Field> fields) {
  Write(spdlog::level::err, "error", message, fields);
}

std::size_t Dropped() {
  Writer* const of = writer.load(std::memory_order_acquire);
  return of == nullptr ? 0 : of->pool->overrun_counter();
}

}  // namespace watchbell::log
