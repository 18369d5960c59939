// One thread for what must not hold up an I/O thread: asking Redis and signing.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace watchbell::gateway {

class Worker {
 public:
  static constexpr std::size_t kQueueMax = 1024;
  Worker();
  // What still waits is dropped.
  ~Worker();
  // False: the queue is full, and the task was not taken.
  bool Submit(std::function<void()> task);

 private:
  void Run(std::stop_token stop);
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<std::function<void()>> tasks_;
  std::jthread thread_;
};

}  // namespace watchbell::gateway
