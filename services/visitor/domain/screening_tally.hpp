// What the screenings of a school and month came to: counts only. From them the false-alarm rate of each
// list.
#pragma once

#include <optional>
#include <span>

#include "common/ledger/decision.hpp"
#include "common/view/projection.hpp"
#include "watchbell/visitor/v1/screening.pb.h"
#include "watchbell/visitor/v1/screening_service.pb.h"
#include "watchbell/visitor/v1/visit.pb.h"

namespace watchbell::visitor {

struct ScreeningTallies {
  using State = v1::ScreeningTally;
  using Event = v1::ScreeningTallyEvent;
  static constexpr std::string_view kService = "visitor";
  static constexpr std::string_view kAggregate = "screening-tally";

  static void Evolve(State& tally, const Event& event);
  static Indexes IndexesOf(const State& tally);  // screening-tallies:<month>, for the district
  static Deadlines DeadlinesOf(const State&) { return {}; }
};

std::string TallyIdOf(std::string_view school, std::string_view month);

// What a fact of a visit adds; nothing for most.
std::optional<v1::ScreeningCounted> CountedBy(const v1::VisitEvent& event);
Decision<v1::ScreeningTallyEvent> Count(const v1::ScreeningCounted& counted, const std::string& school,
                                        const std::string& month, const Context& context);

// The months from one to the other as YYYY-MM, both included; nothing when malformed, reversed or more than
// kReportMonthsMax.
inline constexpr int kReportMonthsMax = 24;
std::vector<std::string> MonthsBetween(std::string_view from, std::string_view to);

// Summed, with small cells hidden.
v1::GetScreeningReportResponse ReportOf(std::span<const v1::ScreeningTally> tallies);

}  // namespace watchbell::visitor
