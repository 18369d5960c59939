// A visitor disagrees: a second person looks at the match within two school days, and the outcome is on
// record. domain.md 3.4 "Dispute".
#pragma once

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/time/local.hpp"
#include "common/view/projection.hpp"
#include "watchbell/visitor/v1/dispute.pb.h"
#include "watchbell/visitor/v1/visit.pb.h"

namespace watchbell::visitor {

inline constexpr int kReviewSchoolDays = 2;
// Monday to Friday; the district's holidays make it later than asked, never too late.
std::chrono::year_month_day AddSchoolDays(std::chrono::year_month_day day, int days);

struct Disputes {
  using State = v1::Dispute;
  using Event = v1::DisputeEvent;
  static constexpr std::string_view kService = "visitor";
  static constexpr std::string_view kAggregate = "dispute";

  static void Evolve(State& dispute, const Event& event);
  static Indexes IndexesOf(const State& dispute);      // disputes:<school>, while open, by its due time
  static Deadlines DeadlinesOf(const State& dispute);  // "overdue"
  static Decision<Event> Tick(const State& dispute, std::string_view what, const Context& context);
  static std::optional<retention::Span> RetentionOf(const State& state);
};

// About `visit`, whose match somebody decided.
Decision<v1::DisputeEvent> OpenDispute(const v1::Dispute& dispute, const v1::OpenDisputeRequest& request,
                                       const v1::Visit& visit, const TimeZone& zone, const Context& context);

// `referred_to`: who keeps the list with the wrong entry; only read with LIST_ERROR.
Decision<v1::DisputeEvent> ReviewDispute(const v1::Dispute& dispute, const v1::ReviewDisputeRequest& request,
                                         const v1::Visit& visit, const std::string& referred_to,
                                         const Context& context);

}  // namespace watchbell::visitor
