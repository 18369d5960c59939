#include "services/gateway/session/worker.hpp"

namespace watchbell::gateway {

Worker::Worker() : thread_([this](std::stop_token stop) { Run(std::move(stop)); }) {}
Worker::~Worker() {
  thread_.request_stop();
  thread_.join();
}

bool Worker::Submit(std::function<void()> task) {
  {
    const std::lock_guard lock(mutex_);
    if (tasks_.size() >= kQueueMax) return false;
    tasks_.push_back(std::move(task));
  }
  changed_.notify_one();
  return true;
}

void Worker::Run(std::stop_token stop) {
  std::unique_lock lock(mutex_);
  while (changed_.wait(lock, stop, [this] { return !tasks_.empty(); })) {
    if (stop.stop_requested()) return;
    const auto task = std::move(tasks_.front());
    tasks_.pop_front();
    lock.unlock();
    task();
    lock.lock();
  }
}

}  // namespace watchbell::gateway
