#include "services/notification/adapters/sending.hpp"

namespace watchbell::notification {
namespace {

int OpenAttempts(const v1::DeliveryBatch& batch) {
  int open = 0;
  for (const auto& delivery : batch.deliveries()) {
    for (const auto& attempt : delivery.attempts()) open += attempt.state() == v1::Attempt::STATE_QUEUED;
  }
  return open;
}

}  // namespace

bool IsOpen(const v1::DeliveryBatch& batch) { return OpenAttempts(batch) > 0; }

Sending::Sending(v1::DeliveryBatch batch) : batch_(std::move(batch)), open_(OpenAttempts(batch_)) {}

void Sending::End(int delivery, int attempt, const channels::SendResult& result) {
  std::function<void(const v1::DeliveryBatch&)> told;
  {
    const std::scoped_lock lock(mutex_);
    auto& ended = *batch_.mutable_deliveries(delivery)->mutable_attempts(attempt);
    ended.set_state(result.state);
    ended.set_reason(result.reason);
    ended.set_after_ms(static_cast<int>(result.duration.count() / 1000));
    ended.set_provider(result.provider);
    ended.set_provider_id(result.provider_id);
    if (--open_ > 0) return;
    told = std::move(told_);
    ended_.notify_all();
  }
  // Nothing of the batch changes any more.
  if (told) told(batch_);
}

v1::DeliveryBatch Sending::Await(std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  ended_.wait_for(lock, patience, [this] { return open_ == 0; });
  return batch_;
}

void Sending::OnEnd(std::function<void(const v1::DeliveryBatch&)> told) {
  {
    const std::scoped_lock lock(mutex_);
    if (open_ > 0) {
      told_ = std::move(told);
      return;
    }
  }
  told(batch_);
}

}  // namespace watchbell::notification
