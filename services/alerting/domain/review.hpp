// After-action reviews, drafted from the record, and audits. Pure functions; domain.md section 1, row 24.
#pragma once

#include <optional>
#include <vector>

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "watchbell/alerting/v1/review.pb.h"

namespace watchbell::alerting {

inline constexpr std::size_t kTimelineMax = 200;
inline constexpr int kReviewFindingsMax = 30;

struct Reviews {
  using State = v1::Review;
  using Event = v1::ReviewEvent;
  static constexpr std::string_view kService = "alerting";
  static constexpr std::string_view kAggregate = "review";

  static void Evolve(State& review, const Event& event);
  // reviews:<school>, by when it was drafted.
  static Indexes IndexesOf(const State& review);
  static Deadlines DeadlinesOf(const State&) { return {}; }
  static std::optional<retention::Span> RetentionOf(const State& state);
};

// `history`: the incident's events from the first, opened; empty for an audit.
Decision<v1::ReviewEvent> DraftReview(const v1::Review& review, const v1::DraftReviewRequest& request,
                                      const std::vector<v1::IncidentEvent>& history, const Context& context);
Decision<v1::ReviewEvent> AddReviewFinding(const v1::Review& review,
                                           const v1::AddReviewFindingRequest& request,
                                           const Context& context);
// `open_items`: whether an action that it asked for is not closed yet.
Decision<v1::ReviewEvent> CloseReview(const v1::Review& review, bool open_items, const Context& context);

}  // namespace watchbell::alerting
