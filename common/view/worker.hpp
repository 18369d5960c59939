// A thread of a view's own: waits that end at once when it is told to stop, and trouble that is logged once.
#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <string_view>

#include "common/result/result.hpp"
#include "common/telemetry/log.hpp"

namespace watchbell::view {

inline void Pause(const std::stop_token& stop, std::chrono::milliseconds span) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock{mutex};
  never.wait_for(lock, stop, span, [] { return false; });
}

// Capped doubling. One line in the log when trouble begins, one when it is over.
class Backoff {
 public:
  static constexpr std::chrono::milliseconds kFirst{50};
  static constexpr std::chrono::milliseconds kLast{1000};

  Backoff(std::string_view what, std::string_view service) : what_(what), service_(service) {}

  void Trouble(const std::stop_token& stop, const Error& error) {
    if (wait_ == kFirst) {
      log::Warn("view_waits",
                {{"what", std::string{what_}}, {"service", std::string{service_}}, {"why", error.reason}});
    }
    Pause(stop, wait_);
    wait_ = std::min(wait_ * 2, kLast);
  }

  void Fine() {
    if (wait_ == kFirst) return;
    wait_ = kFirst;
    log::Info("view_works_again", {{"what", std::string{what_}}, {"service", std::string{service_}}});
  }

 private:
  std::string_view what_;
  std::string_view service_;
  std::chrono::milliseconds wait_ = kFirst;
};

}  // namespace watchbell::view
