// A worker lane: a few threads and a bounded queue. The urgent lane and the routine lane share nothing, so
// that nothing routine ever queues before something urgent.
#pragma once

#include <prometheus/gauge.h>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace watchbell::rpc {

// Thread-safe. Tasks must not throw.
class Lane {
 public:
  // `waiting` shows how many tasks wait; it must outlive the lane. At most 15 characters of `name` show in
  // ps.
  Lane(const std::string& name, int threads, std::size_t queue_max, prometheus::Gauge& waiting);
  // As Stop.
  ~Lane();
  Lane(const Lane&) = delete;
  Lane& operator=(const Lane&) = delete;

  // False: the queue is full or the lane has stopped; the task will not run.
  bool Submit(std::function<void()> task);
  // Takes no more, runs what waits, and returns when the last task has ended.
  void Stop();

 private:
  void Work();

  const std::size_t queue_max_;
  prometheus::Gauge& waiting_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> queue_;
  bool stopped_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace watchbell::rpc
