#include "services/notification/adapters/announcer.hpp"

#include <future>

#include "common/id/id.hpp"
#include "common/telemetry/log.hpp"

namespace watchbell::notification {
namespace {

Context ContextOf(TimePoint now, const std::string& request_id, const std::string& traceparent = {}) {
  return {.now = now, .request_id = request_id, .traceparent = traceparent};
}

}  // namespace

Announcer::Announcer(std::shared_ptr<bus::Bus> bus, Clock clock, const AudienceDirectory& directory,
                     const Courier& courier, ledger::Ledger<Notices>& notices,
                     ledger::Ledger<Batches>& batches)
    : bus_(std::move(bus)),
      clock_(std::move(clock)),
      directory_(directory),
      courier_(courier),
      notices_(notices),
      batches_(batches) {}

Status Announcer::Announce(const Cause& cause, const reaction::Origin& origin) {
  if (!directory_.Ready()) {
    return Fail(Code::kUnavailable, "DIRECTORY_LOADING",
                "The directory is still being read; try again in a moment.");
  }
  const auto recipients = directory_.Resolve(cause);
  const auto draft = NoticeOf(cause, origin.event_id, static_cast<int>(recipients.size()), clock_());
  const auto recorded = notices_.Run(
      cause.school, draft.id(), ContextOf(clock_(), origin.RequestId("announce"), origin.traceparent),
      [&](const v1::Notice& notice, const Context&) { return Issue(notice, draft); }, {.likely_new = true});
  if (!recorded) return tl::unexpected<Error>(recorded.error());
  const auto& notice = recorded->state;
  return Enqueue(*bus_, IsUrgent(notice) ? kUrgentLane : kRoutineLane, Split(notice, recipients));
}

void Announcer::AnnounceDirectly(const Cause& cause, const std::string& event_id) {
  const auto recipients = directory_.Resolve(cause);
  const auto notice = NoticeOf(cause, event_id, static_cast<int>(recipients.size()), clock_());
  for (const auto& work : Split(notice, recipients)) {
    courier_.Deliver(work, [this](v1::DeliveryBatch batch) {
      const std::scoped_lock lock(mutex_);
      if (direct_.size() >= kDirectMax) direct_.erase(direct_.begin());
      direct_[batch.id()] = std::move(batch);
    });
  }
}

std::optional<v1::DeliveryBatch> Announcer::TakeDirect(const std::string& batch_id) {
  const std::scoped_lock lock(mutex_);
  const auto known = direct_.find(batch_id);
  return known == direct_.end() ? std::nullopt : std::optional{known->second};
}

Status Announcer::DeliverAndRecord(const v1::DeliveryWork& work) {
  const auto& school = work.notice().school();
  const auto batch_id = BatchIdOf(work.notice().id(), work.ordinal());
  auto result = TakeDirect(batch_id);
  if (!result) {
    if (const auto before = batches_.Get(school, batch_id); before && before->state.delivered()) return {};
    std::promise<v1::DeliveryBatch> delivered;
    courier_.Deliver(work, [&](v1::DeliveryBatch batch) { delivered.set_value(std::move(batch)); });
    result = delivered.get_future().get();
  }
  const auto recorded = batches_.Run(
      school, batch_id, ContextOf(clock_(), id::Derive("delivered", batch_id)),
      [&](const v1::DeliveryBatch& batch, const Context&) { return RecordDelivery(batch, *result); },
      {.likely_new = true});
  if (!recorded) {
    // Sent but not recorded: kept, so that the next attempt records it instead of sending it again.
    const std::scoped_lock lock(mutex_);
    direct_[batch_id] = std::move(*result);
    return tl::unexpected<Error>(recorded.error());
  }
  const std::scoped_lock lock(mutex_);
  direct_.erase(batch_id);
  return {};
}

}  // namespace watchbell::notification
