// Many requests at once, for imports and fan-out.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "common/ledger/ledger.hpp"

namespace watchbell::ledger {

// Runs many requests with a bounded number under way, for imports and fan-out. Not thread-safe itself.
template <class Aggregate>
class Window {
 public:
  explicit Window(Ledger<Aggregate>& ledger) : ledger_(ledger) {}
  ~Window() { Wait(); }

  // `likely_new`: as in RunOptions.
  void Submit(std::string school, std::string id, Context context, typename Ledger<Aggregate>::Decide decide,
              bool likely_new = false) {
    {
      // Once full it is half emptied: waking up for each acknowledgement costs more than the append.
      std::unique_lock lock(mutex_);
      if (under_way_ == bus::Bus::kAppendWindow) {
        changed_.wait(lock, [this] { return under_way_ <= kRefillAt; });
      }
      ++under_way_;
    }
    const std::shared_ptr<const Request> request{
        new Request{std::move(school), std::move(id), std::move(context), std::move(decide)}};
    ledger_.Submit(request->school, request->id, request->context, request->decide, likely_new,
                   [this, request](const auto& recorded) {
                     const std::scoped_lock lock(mutex_);
                     if (!recorded) again_.push_back(request);
                     if (--under_way_ == kRefillAt || under_way_ == 0) changed_.notify_all();
                   });
  }

  // Waits for all; what lost a race or its acknowledgement is run once more. The first error that remains.
  Status Drain() {
    Wait();
    Status status;
    for (const auto& one : again_) {
      const auto recorded = ledger_.Run(one->school, one->id, one->context, one->decide);
      if (!recorded && status) status = tl::unexpected<Error>(recorded.error());
    }
    again_.clear();
    return status;
  }

 private:
  static constexpr int kRefillAt = bus::Bus::kAppendWindow / 2;

  struct Request {
    std::string school;
    std::string id;
    Context context;
    typename Ledger<Aggregate>::Decide decide;
  };

  void Wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return under_way_ == 0; });
  }

  Ledger<Aggregate>& ledger_;
  std::mutex mutex_;
  std::condition_variable changed_;
  int under_way_ = 0;
  std::vector<std::shared_ptr<const Request>> again_;
};

}  // namespace watchbell::ledger
