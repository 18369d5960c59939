// Many requests at once, for imports and fan-out.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "common/ledger/ledger.hpp"

namespace watchbell::ledger {

// Runs many requests with a bounded number under way, for imports and fan-out. Not thread-safe itself.
template <class Aggregate>
class Window {
 public:
  explicit Window(Ledger<Aggregate>& ledger) : ledger_(ledger) {}
  ~Window() { Wait(); }

  // `likely_new`: as in RunOptions. Sent with the next kBurst, or by Drain.
  void Submit(std::string school, std::string id, Context context, typename Ledger<Aggregate>::Decide decide,
              bool likely_new = false) {
    auto message = ledger_.Prepare(school, id, context, decide, likely_new);
    if (message && !*message) return;
    const std::shared_ptr<const Request> request{
        new Request{std::move(school), std::move(id), std::move(context), std::move(decide)}};
    if (!message) {
      const std::scoped_lock lock(mutex_);
      again_.push_back(request);
      return;
    }
    ready_.emplace_back(request, std::move(**message));
    if (ready_.size() == kBurst) SendReady();
  }

  // Waits for all; what lost a race or its acknowledgement is run once more. The first error that remains.
  Status Drain() {
    SendReady();
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
  // Made first and sent together, so that they travel together: one by one, each costs a write, a read and
  // two wake-ups.
  static constexpr int kBurst = 64;

  struct Request {
    std::string school;
    std::string id;
    Context context;
    typename Ledger<Aggregate>::Decide decide;
  };

  void SendReady() {
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return under_way_ <= bus::Bus::kAppendWindow - kBurst; });
      under_way_ += static_cast<int>(ready_.size());
    }
    for (auto& [request, message] : ready_) {
      ledger_.Send(message, [this, request = std::move(request)](const Status& status) {
        const std::scoped_lock lock(mutex_);
        if (!status) again_.push_back(request);
        if (--under_way_ % kBurst == 0) changed_.notify_all();
      });
    }
    ready_.clear();
  }

  void Wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return under_way_ == 0; });
  }

  Ledger<Aggregate>& ledger_;
  std::mutex mutex_;
  std::condition_variable changed_;
  int under_way_ = 0;
  std::vector<std::pair<std::shared_ptr<const Request>, bus::Outgoing>> ready_;
  std::vector<std::shared_ptr<const Request>> again_;
};

}  // namespace watchbell::ledger
