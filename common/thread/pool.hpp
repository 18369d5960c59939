// A few threads of one purpose that do what is handed to them, in order.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "common/thread/thread.hpp"

namespace watchbell::thread {

// Thread-safe. Tasks must not throw.
class Pool {
 public:
  Pool(const std::string& name, int threads, StepBack by);
  // Waits for the tasks that have begun; what still waits is dropped.
  ~Pool() = default;

  void Run(std::function<void()> task);
  // Waits until it is done.
  void RunAndWait(const std::function<void()>& task);

 private:
  void Work(const std::stop_token& stop);

  std::mutex mutex_;
  std::condition_variable_any came_;
  std::deque<std::function<void()>> tasks_;
  std::vector<std::jthread> threads_;  // last: they use the others
};

}  // namespace watchbell::thread
