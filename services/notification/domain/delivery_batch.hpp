// About 50 recipients of one notice: what is recorded of each, by whom the sending was, and what is told
// again.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "watchbell/notification/v1/notice.pb.h"

namespace watchbell::notification {

inline constexpr int kBatchSize = 50;  // recipients, on average
// From the notice until staff who have not acknowledged it are told again, so that the second message is out
// within the 30 seconds of domain.md 3.9 N11.
inline constexpr std::chrono::seconds kAcknowledgePatience{25};
inline constexpr int kFollowUpsMax = 4;

struct Batches {
  using State = v1::DeliveryBatch;
  using Event = v1::DeliveryBatchEvent;
  static constexpr std::string_view kService = "notification";
  static constexpr std::string_view kAggregate = "delivery-batch";
  static void Evolve(State& batch, const Event& event);
  // notice:<notice_id>, by ordinal.
  static Indexes IndexesOf(const State& batch);
  static Deadlines DeadlinesOf(const State&) { return {}; }
  // Goes with its notice.
  static std::optional<retention::Span> RetentionOf(const State&) { return std::nullopt; }
};

std::string BatchIdOf(std::string_view notice_id, int ordinal);
int BatchCount(int recipients);
// The batch that a recipient is in: the same for whoever computes it, so that an acknowledgement finds it.
int BatchOf(std::string_view person_id, int batches);
// Which batch that is, for facts that may come before its delivery.
v1::DeliveryBatch BatchIdentity(const v1::Notice& notice, int ordinal);

// Sending begins. Only where nothing may be sent twice.
Decision<v1::DeliveryBatchEvent> Begin(const v1::DeliveryBatch& batch, const v1::DeliveryBatch& identity);
// `waiting`: its recipients, without attempts.
Decision<v1::DeliveryBatchEvent> Park(const v1::DeliveryBatch& batch, const v1::DeliveryBatch& waiting);
// `result`: every recipient of the batch with what became of each channel so far. Acknowledgements and
// reports that came first stay.
Decision<v1::DeliveryBatchEvent> RecordDelivery(const v1::DeliveryBatch& batch,
                                                const v1::DeliveryBatch& result);
// What was still open has ended: the attempts of `result` that the batch does not know yet.
Decision<v1::DeliveryBatchEvent> EndAttempts(const v1::DeliveryBatch& batch, const v1::DeliveryBatch& result);
// `again`: the new attempts alone.
Decision<v1::DeliveryBatchEvent> FollowUp(const v1::DeliveryBatch& batch, const v1::DeliveryBatch& again);
// A provider says what became of the newest attempt on this channel. What is already known to be more final
// stays.
Decision<v1::DeliveryBatchEvent> Report(const v1::DeliveryBatch& batch, const v1::DeliveryBatch& identity,
                                        const std::string& person_id, const v1::Attempt& attempt);
Decision<v1::DeliveryBatchEvent> Acknowledge(const v1::DeliveryBatch& batch,
                                             const v1::DeliveryBatch& identity, const std::string& person_id);

bool HasRecipient(const v1::DeliveryBatch& batch, const std::string& person_id);

// Adds what a batch says to the answer; names are left to the caller.
void AddUnreached(const v1::DeliveryBatch& batch, v1::ListUnreachedResponse& response);
void AddProgress(const v1::DeliveryBatch& batch, v1::Progress& progress);

}  // namespace watchbell::notification
