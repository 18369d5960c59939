#include "services/notification/adapters/sending.hpp"

#include <algorithm>

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

Sending::Sending(v1::DeliveryBatch batch, std::shared_ptr<Pace> pace)
    : batch_(std::move(batch)), pace_(std::move(pace)), open_(OpenAttempts(batch_)) {
  for (const auto& delivery : batch_.deliveries()) {
    for (const auto& attempt : delivery.attempts()) {
      if (attempt.state() != v1::Attempt::STATE_QUEUED) continue;
      ++open_by_channel_[attempt.channel()];
      pace_->Begin(attempt.channel());
    }
  }
}

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
    pace_->End(ended.channel(), result.duration);
    if (--open_by_channel_.at(ended.channel()) == 0) ended_.notify_all();
    if (--open_ > 0) return;
    told = std::move(told_);
  }
  // Nothing of the batch changes any more.
  if (told) told(batch_);
}

v1::DeliveryBatch Sending::Await(std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  ended_.wait_for(lock, patience, [this] { return open_ == 0; });
  return batch_;
}

v1::DeliveryBatch Sending::AwaitPrompt() {
  std::unique_lock lock(mutex_);
  const bool ended = ended_.wait_for(lock, kPromptMax, [this] {
    return std::none_of(open_by_channel_.begin(), open_by_channel_.end(), [this](const auto& open) {
      return open.second > 0 && pace_->WorthWaiting(open.first);
    });
  });
  if (ended) return batch_;
  for (const auto& [channel, open] : open_by_channel_)
    if (open > 0) pace_->Late(channel);
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
