#include "services/notification/domain/notice.hpp"

#include <algorithm>

#include "common/id/id.hpp"

namespace watchbell::notification {
namespace {

using v1::DeliveryBatch;
using v1::DeliveryBatchEvent;

v1::Delivery& Entry(DeliveryBatch& batch, const std::string& person_id) {
  auto& deliveries = *batch.mutable_deliveries();
  const auto known = std::find_if(deliveries.begin(), deliveries.end(),
                                  [&](const auto& delivery) { return delivery.person_id() == person_id; });
  if (known != deliveries.end()) return *known;
  auto& added = *deliveries.Add();
  added.set_person_id(person_id);
  return added;
}

const v1::Delivery* Find(const DeliveryBatch& batch, const std::string& person_id) {
  const auto& deliveries = batch.deliveries();
  const auto known = std::find_if(deliveries.begin(), deliveries.end(),
                                  [&](const auto& delivery) { return delivery.person_id() == person_id; });
  return known == deliveries.end() ? nullptr : &*known;
}

}  // namespace

void Notices::Evolve(v1::Notice& notice, const v1::NoticeEvent& event) {
  switch (event.fact_case()) {
    case v1::NoticeEvent::kIssued: notice = event.issued().notice(); return;
    case v1::NoticeEvent::FACT_NOT_SET: return;
  }
}

Indexes Notices::IndexesOf(const v1::Notice& notice) {
  const auto issued = static_cast<double>(FromProto(notice.issued_at()).time_since_epoch().count());
  return {{"notices:" + notice.school(), issued}, {"about:" + notice.about_id(), issued}};
}

void Batches::Evolve(DeliveryBatch& batch, const DeliveryBatchEvent& event) {
  switch (event.fact_case()) {
    case DeliveryBatchEvent::kDelivered: {
      const DeliveryBatch before = batch;
      batch = event.delivered().batch();
      batch.set_delivered(true);
      for (const auto& delivery : before.deliveries()) {
        if (delivery.has_acknowledged_at()) {
          *Entry(batch, delivery.person_id()).mutable_acknowledged_at() = delivery.acknowledged_at();
        }
      }
      return;
    }
    case DeliveryBatchEvent::kAcknowledged:
      if (batch.id().empty()) batch = event.acknowledged().batch();
      *Entry(batch, event.acknowledged().person_id()).mutable_acknowledged_at() = event.meta().at();
      return;
    case DeliveryBatchEvent::FACT_NOT_SET: return;
  }
}

Indexes Batches::IndexesOf(const DeliveryBatch& batch) {
  return {{"notice:" + batch.notice_id(), static_cast<double>(batch.ordinal())}};
}

std::string NoticeIdOf(std::string_view event_id) { return id::Derive("notice", event_id); }
std::string BatchIdOf(std::string_view notice_id, int ordinal) {
  return id::Derive("batch-" + std::to_string(ordinal), notice_id);
}
int BatchCount(int recipients) { return std::max(1, (recipients + kBatchSize - 1) / kBatchSize); }
int BatchOf(std::string_view person_id, int batches) {
  return static_cast<int>(id::Fingerprint(person_id) % static_cast<std::uint64_t>(std::max(1, batches)));
}

v1::Notice NoticeOf(const Cause& cause, std::string_view event_id, int recipients, TimePoint now) {
  v1::Notice notice;
  notice.set_id(NoticeIdOf(event_id));
  notice.set_school(cause.school);
  notice.set_level(cause.level);
  notice.set_drill(cause.drill);
  notice.set_wording(cause.wording);
  notice.set_subject(cause.subject);
  notice.set_about_id(cause.about_id);
  notice.set_recipients(recipients);
  notice.set_batches(BatchCount(recipients));
  *notice.mutable_issued_at() = ToProto(now);
  return notice;
}

Decision<v1::NoticeEvent> Issue(const v1::Notice& notice, const v1::Notice& issued) {
  if (!notice.id().empty()) return AlreadySo{};
  v1::NoticeEvent event;
  *event.mutable_issued()->mutable_notice() = issued;
  return event;
}

Decision<DeliveryBatchEvent> RecordDelivery(const DeliveryBatch& batch, const DeliveryBatch& result) {
  if (batch.delivered()) return AlreadySo{};
  DeliveryBatchEvent event;
  *event.mutable_delivered()->mutable_batch() = result;
  return event;
}

Decision<DeliveryBatchEvent> Acknowledge(const DeliveryBatch& batch, const DeliveryBatch& identity,
                                         const std::string& person_id) {
  const auto* delivery = Find(batch, person_id);
  if (delivery && delivery->has_acknowledged_at()) return AlreadySo{};
  if (batch.delivered() && !delivery) {
    return Refuse(Code::kFailedPrecondition, "NOT_A_RECIPIENT", "This notice was not sent to you.",
                  "notice_id");
  }
  DeliveryBatchEvent event;
  event.mutable_acknowledged()->set_person_id(person_id);
  if (batch.id().empty()) *event.mutable_acknowledged()->mutable_batch() = identity;
  return event;
}

void AddUnreached(const DeliveryBatch& batch, v1::ListUnreachedResponse& response) {
  if (!batch.delivered()) response.set_complete(false);
  for (const auto& delivery : batch.deliveries()) {
    const bool reached =
        std::any_of(delivery.attempts().begin(), delivery.attempts().end(),
                    [](const auto& attempt) { return attempt.state() == v1::Attempt::STATE_SENT; });
    if (reached) response.set_reached(response.reached() + 1);
    if (delivery.has_acknowledged_at()) {
      response.set_acknowledged(response.acknowledged() + 1);
      continue;
    }
    auto& person = reached ? *response.add_unacknowledged() : *response.add_unreached();
    person.set_person_id(delivery.person_id());
    person.set_visitor(delivery.visitor());
    *person.mutable_attempts() = delivery.attempts();
  }
}

}  // namespace watchbell::notification
