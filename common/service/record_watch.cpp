#include "common/service/record_watch.hpp"

#include <optional>

#include "common/telemetry/log.hpp"

namespace watchbell::service {

using std::chrono::steady_clock;

RecordWatch::RecordWatch(const bus::Bus& bus, bool serve_without_record, prometheus::Gauge& connected,
                         std::function<void(bool)> serving)
    : bus_(bus),
      serve_without_record_(serve_without_record),
      connected_(connected),
      serving_(std::move(serving)) {}

RecordWatch::~RecordWatch() { Stop(); }

void RecordWatch::Add(std::string what, std::function<Status()> start) {
  const std::lock_guard lock{mutex_};
  steps_.push_back({std::move(what), std::move(start)});
}

bool RecordWatch::Pending() {
  const std::lock_guard lock{mutex_};
  return done_ < steps_.size();
}

Status RecordWatch::RunAll() {
  const std::lock_guard running{running_};
  while (true) {
    Step step;
    {
      const std::lock_guard lock{mutex_};
      if (done_ == steps_.size()) return {};
      step = steps_[done_];
    }
    // Outside the lock: a step may take its time, and may add steps.
    if (Status started = step.start(); !started) {
      log::Warn(
          "record_not_ready",
          {{"step", step.what}, {"reason", started.error().reason}, {"remedy", started.error().remedy}});
      return started;
    }
    const std::lock_guard lock{mutex_};
    ++done_;
  }
}

Status RecordWatch::Begin() {
  if (!serve_without_record_) return RunAll();
  const auto until = steady_clock::now() + kHeadStart;
  while (!bus_.Connected() && steady_clock::now() < until) std::this_thread::sleep_for(kLook / 10);
  if (bus_.Connected() && RunAll()) return {};
  log::Warn("serving_without_record");
  return {};
}

void RecordWatch::Watch() {
  thread_ = std::jthread{[this](const std::stop_token& stop) { Look(stop); }};
}

void RecordWatch::Stop() {
  if (!thread_.joinable()) return;
  thread_.request_stop();
  thread_.join();
}

void RecordWatch::Look(const std::stop_token& stop) {
  std::optional<bool> told;
  std::optional<bool> seen;
  auto next_try = steady_clock::now();
  std::mutex sleep;
  while (!stop.stop_requested()) {
    const bool connected = bus_.Connected();
    if (seen != connected) {
      connected_.Set(connected ? 1 : 0);
      if (seen) connected ? log::Info("record_back") : log::Warn("record_away");
      seen = connected;
    }
    if (connected && Pending() && steady_clock::now() >= next_try) {
      if (RunAll()) log::Info("record_ready");
      next_try = steady_clock::now() + kRetryAfter;
    }
    const bool serving = serve_without_record_ || connected;
    if (told != serving) serving_(serving);
    told = serving;
    std::unique_lock lock{sleep};
    wake_.wait_for(lock, stop, kLook, [] { return false; });
  }
}

}  // namespace watchbell::service
