// What can only begin when the record (NATS) is there, and what the world is told while it is not.
#pragma once

#include <prometheus/gauge.h>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "common/bus/bus.hpp"

namespace watchbell::service {

class RecordWatch {
 public:
  static constexpr std::chrono::milliseconds kLook{100};         // how often the connection is looked at
  static constexpr std::chrono::milliseconds kRetryAfter{1000};  // after a step that failed
  // How long a service that can do without the record waits for it before it serves.
  static constexpr std::chrono::milliseconds kHeadStart{1000};

  // `serving` is told whenever the answer changes, on the watch's thread.
  RecordWatch(const bus::Bus& bus, bool serve_without_record, prometheus::Gauge& connected,
              std::function<void(bool)> serving);
  // As Stop.
  ~RecordWatch();

  // A step of the start; steps run one after the other, each until it has succeeded. Thread-safe.
  void Add(std::string what, std::function<Status()> start);
  // Runs the steps that have not succeeded yet, up to the first that fails.
  Status RunAll();
  // RunAll; without the record, and allowed to, it leaves them to Watch after kHeadStart.
  Status Begin();
  // Starts the thread, which tells `serving` at once.
  void Watch();
  void Stop();

 private:
  struct Step {
    std::string what;
    std::function<Status()> start;
  };
  void Look(const std::stop_token& stop);
  bool Pending();

  const bus::Bus& bus_;
  const bool serve_without_record_;
  prometheus::Gauge& connected_;
  const std::function<void(bool)> serving_;
  std::mutex mutex_;  // of steps_
  std::vector<Step> steps_;
  std::size_t done_ = 0;
  std::mutex running_;  // one RunAll at a time
  std::condition_variable_any wake_;
  std::jthread thread_;
};

}  // namespace watchbell::service
