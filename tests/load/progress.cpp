#include "tests/load/progress.hpp"

#include "common/names/names.hpp"

namespace watchbell::load {

using notification::v1::Attempt;

Progress::Progress(const std::string& nats_url) : nats_(nats_url) {
  nats_.Listen("watchbell.notification.v1.>",
               [this](const std::string& subject, const std::string& payload) { Follow(subject, payload); });
}

void Progress::Follow(const std::string& subject, const std::string& payload) {
  const auto key = names::ParseSubject(subject);
  if (!key) return;
  notification::v1::NoticeEvent notice;
  notification::v1::DeliveryBatchEvent batch;
  if (key->aggregate == "notice" && notice.ParseFromString(payload)) {
    const std::scoped_lock lock(mutex_);
    notices_[notice.notice().id()] = notice.notice();
  } else if (key->aggregate == "delivery-batch" && batch.ParseFromString(payload)) {
    Follow(batch.batch());
  }
}

void Progress::Follow(const notification::v1::DeliveryBatch& batch) {
  Batch now{.notice_id = batch.notice_id(), .settled = batch.delivered(), .by_state = {}};
  for (const auto& delivery : batch.deliveries())
    for (const auto& attempt : delivery.attempts()) ++now.by_state[attempt.state()];
  if (now.by_state.contains(Attempt::STATE_QUEUED)) now.settled = false;
  const std::scoped_lock lock(mutex_);
  if (now.settled && !batches_[batch.id()].settled) newest_ = SteadyClock::now();
  batches_[batch.id()] = std::move(now);
}

void Progress::Forget() {
  const std::scoped_lock lock(mutex_);
  notices_.clear();
  batches_.clear();
}

bool Progress::IsAbout(const Batch& batch, const std::string& about_id) const {
  const auto notice = notices_.find(batch.notice_id);
  return notice != notices_.end() && notice->second.about_id() == about_id;
}

bool Progress::Settled(const std::string& about_id, int recipients) const {
  if (Recipients(about_id) < recipients) return false;
  const std::scoped_lock lock(mutex_);
  int open = 0;
  for (const auto& [id, notice] : notices_)
    if (notice.about_id() == about_id) open += notice.batches();
  for (const auto& [id, batch] : batches_)
    if (batch.settled && IsAbout(batch, about_id)) --open;
  return open == 0;
}

int Progress::Recipients(const std::string& about_id) const {
  const std::scoped_lock lock(mutex_);
  int recipients = 0;
  for (const auto& [id, notice] : notices_)
    if (notice.about_id() == about_id) recipients += notice.recipients();
  return recipients;
}

int Progress::Count(const std::string& about_id, Attempt::State state) const {
  const std::scoped_lock lock(mutex_);
  int count = 0;
  for (const auto& [id, batch] : batches_) {
    if (const auto found = batch.by_state.find(state);
        IsAbout(batch, about_id) && found != batch.by_state.end())
      count += found->second;
  }
  return count;
}

SteadyClock::time_point Progress::newest() const {
  const std::scoped_lock lock(mutex_);
  return newest_;
}

}  // namespace watchbell::load
