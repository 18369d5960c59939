#include "services/notification/adapters/announcer.hpp"

#include <future>

#include "common/id/id.hpp"
#include "common/telemetry/log.hpp"

namespace watchbell::notification {
namespace {

// How often a batch that another replica began is asked for before it counts as dead: five seconds in all.
constexpr std::uint64_t kBegunAttemptsMax = 10;

tl::unexpected<Error> UnderWay() {
  return Fail(Code::kUnavailable, "BATCH_UNDER_WAY", "Another sends it just now; look again in a moment.");
}

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

Announcer::~Announcer() {
  std::unique_lock lock(mutex_);
  ended_.wait(lock, [this] { return under_way_.empty(); });
}

Status Announcer::Announce(const Cause& cause, const reaction::Origin& origin) {
  if (!directory_.Ready()) {
    return Fail(Code::kUnavailable, "DIRECTORY_LOADING",
                "The directory is still being read; try again in a moment.");
  }
  const auto recipients = directory_.Resolve(cause);
  const auto draft = NoticeOf(cause, origin.event_id, static_cast<int>(recipients.size()), clock_());
  // At the first delivery of the event nobody else can have sent anything.
  const bool begun = IsUrgent(draft) && origin.attempt == 1;
  if (begun) Begin(Split(draft, recipients).front());
  const auto recorded = notices_.Run(
      cause.school, draft.id(), ContextOf(clock_(), origin.RequestId("announce"), origin.traceparent),
      [&](const v1::Notice& notice, const Context&) { return Issue(notice, draft); }, {.likely_new = true});
  if (!recorded) return tl::unexpected<Error>(recorded.error());
  const auto& notice = recorded->state;
  auto works = Split(notice, recipients);
  works.front().set_begun(begun);
  return Enqueue(*bus_, IsUrgent(notice) ? kUrgentLane : kRoutineLane, works);
}

void Announcer::AnnounceDirectly(const Cause& cause, const std::string& event_id) {
  const auto recipients = directory_.Resolve(cause);
  const auto notice = NoticeOf(cause, event_id, static_cast<int>(recipients.size()), clock_());
  for (const auto& work : Split(notice, recipients)) Begin(work);
}

void Announcer::Begin(const v1::DeliveryWork& work) {
  const auto batch_id = BatchIdOf(work.notice().id(), work.ordinal());
  {
    const std::scoped_lock lock(mutex_);
    if (!RememberBegun(batch_id)) return;
    under_way_.insert(batch_id);
  }
  courier_.Deliver(work, [this](const v1::DeliveryBatch& result) { RecordSoon(result); });
}

// On a thread of a channel's, which must not wait.
void Announcer::RecordSoon(const v1::DeliveryBatch& result) {
  Keep(result);
  const auto ended = [this, batch_id = result.id()](const auto& recorded) {
    const std::scoped_lock lock(mutex_);
    if (recorded) sent_.erase(batch_id);
    under_way_.erase(batch_id);
    ended_.notify_all();
  };
  batches_.Submit(
      result.school(), result.id(), ContextOf(clock_(), id::Derive("delivered", result.id())),
      [&result](const v1::DeliveryBatch& batch, const Context&) { return RecordDelivery(batch, result); },
      true, ended);
}

void Announcer::Keep(v1::DeliveryBatch result) {
  const std::scoped_lock lock(mutex_);
  if (sent_.size() >= kSentMax) sent_.erase(sent_.begin());
  sent_[result.id()] = std::move(result);
}

bool Announcer::RememberBegun(const std::string& batch_id) {
  if (begun_.size() >= kBegunMax) begun_.erase(begun_.begin());
  return begun_.insert(batch_id).second;
}

Result<std::optional<v1::DeliveryBatch>> Announcer::SentHere(const std::string& batch_id) {
  const std::scoped_lock lock(mutex_);
  if (under_way_.contains(batch_id)) return UnderWay();
  const auto known = sent_.find(batch_id);
  return known == sent_.end() ? std::nullopt : std::optional{known->second};
}

Status Announcer::DeliverAndRecord(const v1::DeliveryWork& work, std::uint64_t attempt) {
  const auto& school = work.notice().school();
  const auto batch_id = BatchIdOf(work.notice().id(), work.ordinal());
  auto result = SentHere(batch_id);
  if (!result) return tl::unexpected<Error>(result.error());
  if (!*result) {
    if (const auto before = batches_.Get(school, batch_id); before && before->state.delivered()) return {};
    if (work.begun() && attempt <= kBegunAttemptsMax) return UnderWay();
    {
      const std::scoped_lock lock(mutex_);
      RememberBegun(batch_id);
    }
    std::promise<v1::DeliveryBatch> delivered;
    courier_.Deliver(work, [&](v1::DeliveryBatch batch) { delivered.set_value(std::move(batch)); });
    *result = delivered.get_future().get();
  }
  const auto recorded = batches_.Run(
      school, batch_id, ContextOf(clock_(), id::Derive("delivered", batch_id)),
      [&](const v1::DeliveryBatch& batch, const Context&) { return RecordDelivery(batch, **result); },
      {.likely_new = true});
  if (!recorded) {
    // Sent but not recorded: kept, so that the next attempt records it instead of sending it again.
    Keep(std::move(**result));
    return tl::unexpected<Error>(recorded.error());
  }
  const std::scoped_lock lock(mutex_);
  sent_.erase(batch_id);
  return {};
}

}  // namespace watchbell::notification
