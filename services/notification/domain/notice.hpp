// The rules of a notice: how the recipients are split, what is recorded of each. What is told to whom:
// causes/.
#pragma once

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "services/notification/domain/cause.hpp"

namespace watchbell::notification {

inline constexpr int kBatchSize = 50;  // recipients, on average

struct Notices {
  using State = v1::Notice;
  using Event = v1::NoticeEvent;
  static constexpr std::string_view kService = "notification";
  static constexpr std::string_view kAggregate = "notice";
  static void Evolve(State& notice, const Event& event);
  // notices:<school> and about:<about_id>, by when they were issued.
  static Indexes IndexesOf(const State& notice);
  static Deadlines DeadlinesOf(const State&) { return {}; }
  static std::optional<retention::Span> RetentionOf(const State& notice) {
    if (!notice.has_issued_at()) return std::nullopt;
    return retention::Span{"issued", FromProto(notice.issued_at())};
  }
};

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

std::string NoticeIdOf(std::string_view event_id);
std::string BatchIdOf(std::string_view notice_id, int ordinal);
int BatchCount(int recipients);
// The batch that a recipient is in: the same for whoever computes it, so that an acknowledgement finds it.
int BatchOf(std::string_view person_id, int batches);

v1::Notice NoticeOf(const Cause& cause, std::string_view event_id, int recipients, TimePoint now);

Decision<v1::NoticeEvent> Issue(const v1::Notice& notice, const v1::Notice& issued);
// `result`: every recipient of the batch with what became of each channel. Acknowledgements that came first
// stay.
Decision<v1::DeliveryBatchEvent> RecordDelivery(const v1::DeliveryBatch& batch,
                                                const v1::DeliveryBatch& result);
Decision<v1::DeliveryBatchEvent> Acknowledge(const v1::DeliveryBatch& batch,
                                             const v1::DeliveryBatch& identity, const std::string& person_id);

// Adds what a batch says to the answer; names are left to the caller.
void AddUnreached(const v1::DeliveryBatch& batch, v1::ListUnreachedResponse& response);

}  // namespace watchbell::notification
