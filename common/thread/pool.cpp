#include "common/thread/pool.hpp"

#include <future>
#include <memory>

namespace watchbell::thread {

Pool::Pool(const std::string& name, int threads, StepBack by) {
  for (int i = 0; i < threads; ++i) {
    threads_.emplace_back([this, name, by](const std::stop_token& stop) {
      NameThisThread(name);
      LowerThisThread(by);
      Work(stop);
    });
  }
}

void Pool::Run(std::function<void()> task) {
  {
    const std::scoped_lock lock(mutex_);
    tasks_.push_back(std::move(task));
  }
  came_.notify_one();
}

void Pool::RunAndWait(const std::function<void()>& task) {
  const auto done = std::make_shared<std::promise<void>>();
  Run([done, &task] {
    task();
    done->set_value();
  });
  done->get_future().wait();
}

void Pool::Work(const std::stop_token& stop) {
  for (;;) {
    std::function<void()> task;
    {
      std::unique_lock lock(mutex_);
      if (!came_.wait(lock, stop, [this] { return !tasks_.empty(); })) return;
      task = std::move(tasks_.front());
      tasks_.pop_front();
    }
    task();
  }
}

}  // namespace watchbell::thread
