// Safe, or in need of help: people's own answers during an incident, in small batches. Pure functions.
#pragma once

#include <optional>

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "watchbell/alerting/v1/safety.pb.h"

namespace watchbell::alerting {

inline constexpr int kSafetyBatches = 16;
// 16 x 250: more than anybody has on one site.
inline constexpr int kSafetyAnswersMax = 250;
inline constexpr std::size_t kSafetyPlaceBytesMax = 100;

struct SafetyBatches {
  using State = v1::SafetyBatch;
  using Event = v1::SafetyBatchEvent;
  static constexpr std::string_view kService = "alerting";
  static constexpr std::string_view kAggregate = "safety-batch";

  static void Evolve(State& batch, const Event& event);
  // safety:<incident>
  static Indexes IndexesOf(const State& batch);
  static Deadlines DeadlinesOf(const State&) { return {}; }
  static std::optional<retention::Span> RetentionOf(const State& state);
};

int SafetyOrdinalOf(const std::string& person_id);
std::string SafetyBatchId(const std::string& incident_id, int ordinal);

// The newest answer of the actor counts; the same one again is none.
Decision<v1::SafetyBatchEvent> ReportSafety(const v1::SafetyBatch& batch,
                                            const v1::ReportSafetyRequest& request, const Context& context);

// Adds a batch to the list; Sort afterwards.
void AddTo(v1::ListSafetyResponse& list, const v1::SafetyBatch& batch);
// Who needs help first, then by time.
void Sort(v1::ListSafetyResponse& list);

}  // namespace watchbell::alerting
