#include "services/notification/domain/delivery_batch.hpp"

#include <algorithm>

#include "common/id/id.hpp"
#include "services/notification/domain/levels.hpp"

namespace watchbell::notification {
namespace {

using v1::Attempt;
using v1::Delivery;
using v1::DeliveryBatch;
using v1::DeliveryBatchEvent;

template <class Batch>
auto* FindIn(Batch& deliveries, const std::string& person_id) {
  const auto known = std::find_if(deliveries.begin(), deliveries.end(),
                                  [&](const auto& delivery) { return delivery.person_id() == person_id; });
  return known == deliveries.end() ? nullptr : &*known;
}

Delivery& Entry(DeliveryBatch& batch, const std::string& person_id) {
  if (auto* known = FindIn(*batch.mutable_deliveries(), person_id)) return *known;
  auto& added = *batch.add_deliveries();
  added.set_person_id(person_id);
  return added;
}

// How much a state says: what says more replaces what says less, in whichever order they come.
int Rank(Attempt::State state) {
  switch (state) {
    case Attempt::STATE_QUEUED: return 1;
    case Attempt::STATE_SENT: return 2;
    case Attempt::STATE_FAILED:
    case Attempt::STATE_UNREACHABLE: return 3;
    case Attempt::STATE_DELIVERED: return 4;
    default: return 0;
  }
}

template <class Attempts>
auto* FindAttempt(Attempts& attempts, const Attempt& like) {
  const auto known = std::find_if(attempts.begin(), attempts.end(), [&](const Attempt& attempt) {
    return attempt.channel() == like.channel() && attempt.round() == like.round();
  });
  return known == attempts.end() ? nullptr : &*known;
}

bool Says(const Delivery& delivery, const Attempt& attempt) {
  const auto* known = FindAttempt(delivery.attempts(), attempt);
  return known != nullptr && Rank(known->state()) >= Rank(attempt.state());
}

void Merge(Delivery& delivery, const Attempt& attempt) {
  auto* known = FindAttempt(*delivery.mutable_attempts(), attempt);
  if (known == nullptr) {
    *delivery.add_attempts() = attempt;
    return;
  }
  if (Rank(known->state()) >= Rank(attempt.state())) return;
  const Attempt before = *known;
  *known = attempt;
  if (known->provider().empty()) known->set_provider(before.provider());
  if (known->provider_id().empty()) known->set_provider_id(before.provider_id());
  if (known->after_ms() == 0) known->set_after_ms(before.after_ms());
}

void Merge(DeliveryBatch& batch, const Delivery& delivery) {
  auto& entry = Entry(batch, delivery.person_id());
  for (const auto& attempt : delivery.attempts()) Merge(entry, attempt);
}

// What came before the delivery was recorded.
void KeepEarlier(DeliveryBatch& batch, const DeliveryBatch& before) {
  for (const auto& delivery : before.deliveries()) {
    if (!delivery.has_acknowledged_at() && delivery.attempts().empty()) continue;
    Merge(batch, delivery);
    if (delivery.has_acknowledged_at()) {
      *Entry(batch, delivery.person_id()).mutable_acknowledged_at() = delivery.acknowledged_at();
    }
  }
}

void Identify(DeliveryBatch& batch, const DeliveryBatch& identity) {
  if (batch.id().empty()) batch = identity;
}

int NewestRound(const Delivery* delivery, v1::Channel channel) {
  int round = 0;
  if (delivery == nullptr) return round;
  for (const auto& attempt : delivery->attempts()) {
    if (attempt.channel() == channel) round = std::max(round, attempt.round());
  }
  return round;
}

}  // namespace

void Batches::Evolve(DeliveryBatch& batch, const DeliveryBatchEvent& event) {
  switch (event.fact_case()) {
    case DeliveryBatchEvent::kDelivered: {
      const DeliveryBatch before = batch;
      batch = event.delivered().batch();
      batch.set_delivered(true);
      KeepEarlier(batch, before);
      return;
    }
    case DeliveryBatchEvent::kAcknowledged:
      Identify(batch, event.acknowledged().batch());
      *Entry(batch, event.acknowledged().person_id()).mutable_acknowledged_at() = event.meta().at();
      return;
    case DeliveryBatchEvent::kBegun:
      Identify(batch, event.begun().batch());
      batch.set_begun(true);
      batch.set_parked(false);
      return;
    case DeliveryBatchEvent::kParked: {
      const DeliveryBatch before = batch;
      batch = event.parked().batch();
      batch.set_parked(true);
      KeepEarlier(batch, before);
      return;
    }
    case DeliveryBatchEvent::kAttemptsEnded:
      for (const auto& delivery : event.attempts_ended().deliveries()) Merge(batch, delivery);
      return;
    case DeliveryBatchEvent::kFollowedUp:
      batch.set_follow_ups(batch.follow_ups() + 1);
      for (const auto& delivery : event.followed_up().deliveries()) Merge(batch, delivery);
      return;
    case DeliveryBatchEvent::kReported:
      Identify(batch, event.reported().batch());
      Merge(batch, event.reported().delivery());
      return;
    case DeliveryBatchEvent::FACT_NOT_SET: return;
  }
}

Indexes Batches::IndexesOf(const DeliveryBatch& batch) {
  if (batch.notice_id().empty()) return {};  // a report came before the delivery was recorded
  return {{"notice:" + batch.notice_id(), static_cast<double>(batch.ordinal())}};
}

std::string BatchIdOf(std::string_view notice_id, int ordinal) {
  return id::Derive("batch-" + std::to_string(ordinal), notice_id);
}
int BatchCount(int recipients) { return std::max(1, (recipients + kBatchSize - 1) / kBatchSize); }
int BatchOf(std::string_view person_id, int batches) {
  return static_cast<int>(id::Fingerprint(person_id) % static_cast<std::uint64_t>(std::max(1, batches)));
}

DeliveryBatch BatchIdentity(const v1::Notice& notice, int ordinal) {
  DeliveryBatch identity;
  identity.set_id(BatchIdOf(notice.id(), ordinal));
  identity.set_school(notice.school());
  identity.set_notice_id(notice.id());
  identity.set_ordinal(ordinal);
  return identity;
}

Decision<DeliveryBatchEvent> Begin(const DeliveryBatch& batch, const DeliveryBatch& identity) {
  if (batch.delivered() || batch.begun()) return AlreadySo{};
  DeliveryBatchEvent event;
  *event.mutable_begun()->mutable_batch() = identity;
  return event;
}

Decision<DeliveryBatchEvent> Park(const DeliveryBatch& batch, const DeliveryBatch& waiting) {
  if (batch.delivered() || batch.begun() || batch.parked()) return AlreadySo{};
  DeliveryBatchEvent event;
  *event.mutable_parked()->mutable_batch() = waiting;
  return event;
}

Decision<DeliveryBatchEvent> RecordDelivery(const DeliveryBatch& batch, const DeliveryBatch& result) {
  if (batch.delivered()) return AlreadySo{};
  DeliveryBatchEvent event;
  *event.mutable_delivered()->mutable_batch() = result;
  return event;
}

Decision<DeliveryBatchEvent> EndAttempts(const DeliveryBatch& batch, const DeliveryBatch& result) {
  DeliveryBatchEvent event;
  for (const auto& delivery : result.deliveries()) {
    const auto* known = FindIn(batch.deliveries(), delivery.person_id());
    Delivery changed;
    for (const auto& attempt : delivery.attempts()) {
      if (known == nullptr || !Says(*known, attempt)) *changed.add_attempts() = attempt;
    }
    if (changed.attempts().empty()) continue;
    changed.set_person_id(delivery.person_id());
    *event.mutable_attempts_ended()->add_deliveries() = std::move(changed);
  }
  if (!event.has_attempts_ended()) return AlreadySo{};
  return event;
}

Decision<DeliveryBatchEvent> FollowUp(const DeliveryBatch& batch, const DeliveryBatch& again) {
  // Another replica told them again meanwhile.
  if (batch.follow_ups() >= kFollowUpsMax || again.deliveries().empty()) return AlreadySo{};
  DeliveryBatchEvent event;
  *event.mutable_followed_up()->mutable_deliveries() = again.deliveries();
  return event;
}

Decision<DeliveryBatchEvent> Report(const DeliveryBatch& batch, const DeliveryBatch& identity,
                                    const std::string& person_id, const Attempt& attempt) {
  const auto* delivery = FindIn(batch.deliveries(), person_id);
  if (batch.delivered() && delivery == nullptr) {
    return Refuse(Code::kNotFound, "NOT_A_RECIPIENT", "This message was never sent.", "key");
  }
  Attempt newest = attempt;
  newest.set_round(NewestRound(delivery, attempt.channel()));
  if (delivery != nullptr && Says(*delivery, newest)) return AlreadySo{};
  DeliveryBatchEvent event;
  if (batch.id().empty()) *event.mutable_reported()->mutable_batch() = identity;
  event.mutable_reported()->mutable_delivery()->set_person_id(person_id);
  *event.mutable_reported()->mutable_delivery()->add_attempts() = std::move(newest);
  return event;
}

Decision<DeliveryBatchEvent> Acknowledge(const DeliveryBatch& batch, const DeliveryBatch& identity,
                                         const std::string& person_id) {
  const auto* delivery = FindIn(batch.deliveries(), person_id);
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

bool HasRecipient(const DeliveryBatch& batch, const std::string& person_id) {
  return FindIn(batch.deliveries(), person_id) != nullptr;
}

void AddUnreached(const DeliveryBatch& batch, v1::ListUnreachedResponse& response) {
  if (!batch.delivered()) response.set_complete(false);
  for (const auto& delivery : batch.deliveries()) {
    if (delivery.place()) continue;
    const bool reached = Reached(delivery);
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

void AddProgress(const DeliveryBatch& batch, v1::Progress& progress) {
  if (batch.delivered()) progress.set_batches_delivered(progress.batches_delivered() + 1);
  const auto channel_of = [&](v1::Channel channel) -> v1::ChannelProgress& {
    for (auto& known : *progress.mutable_channels()) {
      if (known.channel() == channel) return known;
    }
    auto& added = *progress.add_channels();
    added.set_channel(channel);
    return added;
  };
  for (const auto& delivery : batch.deliveries()) {
    if (delivery.has_acknowledged_at()) progress.set_acknowledged(progress.acknowledged() + 1);
    for (const auto& attempt : delivery.attempts()) {
      auto& channel = channel_of(attempt.channel());
      switch (attempt.state()) {
        case Attempt::STATE_QUEUED: channel.set_queued(channel.queued() + 1); break;
        case Attempt::STATE_SENT: channel.set_sent(channel.sent() + 1); break;
        case Attempt::STATE_DELIVERED: channel.set_delivered(channel.delivered() + 1); break;
        case Attempt::STATE_FAILED: channel.set_failed(channel.failed() + 1); break;
        case Attempt::STATE_UNREACHABLE: channel.set_unreachable(channel.unreachable() + 1); break;
        default: break;
      }
    }
  }
}

}  // namespace watchbell::notification
