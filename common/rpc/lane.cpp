#include "common/rpc/lane.hpp"

#include <algorithm>

#include "common/thread/thread.hpp"

namespace watchbell::rpc {
Lane::Lane(const std::string& name, int threads, std::size_t queue_max, prometheus::Gauge& waiting)
    : queue_max_(queue_max), waiting_(waiting) {
  for (int i = 0; i < std::max(threads, 1); ++i) {
    threads_.emplace_back([this, name] {
      thread::NameThisThread(name);
      Work();
    });
  }
}

Lane::~Lane() { Stop(); }

bool Lane::Submit(std::function<void()> task) {
  {
    const std::lock_guard lock{mutex_};
    if (stopped_ || queue_.size() >= queue_max_) return false;
    queue_.push_back(std::move(task));
    waiting_.Set(static_cast<double>(queue_.size()));
  }
  changed_.notify_one();
  return true;
}

void Lane::Stop() {
  {
    const std::lock_guard lock{mutex_};
    stopped_ = true;
  }
  changed_.notify_all();
  threads_.clear();
}

void Lane::Work() {
  std::unique_lock lock{mutex_};
  while (true) {
    changed_.wait(lock, [this] { return stopped_ || !queue_.empty(); });
    if (queue_.empty()) return;
    std::function<void()> task = std::move(queue_.front());
    queue_.pop_front();
    waiting_.Set(static_cast<double>(queue_.size()));
    lock.unlock();
    task();
    task = nullptr;  // what it holds is let go outside the lock
    lock.lock();
  }
}

}  // namespace watchbell::rpc
