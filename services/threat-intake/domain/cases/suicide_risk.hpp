// Somebody may harm themselves: steps of care with clocks, no score. Pure functions.
#pragma once

#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "services/threat-intake/domain/cases/case_context.hpp"
#include "watchbell/threat_intake/v1/case_suicide_risk.pb.h"

namespace watchbell::threat_intake {

// Until somebody must be with the student (design); the other steps follow school days.
inline constexpr std::chrono::minutes kStayWithin{5};
inline constexpr std::size_t kConcernMax = 600;
inline constexpr int kSuicideRiskStepsMax = 16;

struct SuicideRisks {
  using State = v1::SuicideRisk;
  using Event = v1::SuicideRiskEvent;
  static constexpr std::string_view kService = "threat_intake";
  static constexpr std::string_view kAggregate = "suicide-risk";

  static void Evolve(State& state, const Event& event);
  // suicide_risks:<school> until it is closed, by opening.
  static Indexes IndexesOf(const State& state);
  // "due"
  static Deadlines DeadlinesOf(const State& state);
  static Decision<Event> Tick(const State& state, const std::string& what, const Context& context);
  static std::optional<retention::Span> RetentionOf(const State& state) {
    if (!state.has_closed_at()) return std::nullopt;
    return retention::Span{"closed", FromProto(state.closed_at())};
  }
};

using SuicideRiskDecision = Decision<v1::SuicideRiskEvent>;

// Nothing: work on it may go on.
std::optional<Error> WhyNotOpen(const v1::SuicideRisk& risk);

SuicideRiskDecision OpenSuicideRisk(const v1::SuicideRisk& risk, const v1::OpenSuicideRiskRequest& request,
                                    const CaseContext& context);
SuicideRiskDecision RecordSuicideRiskStep(const v1::SuicideRisk& risk,
                                          const v1::RecordSuicideRiskStepRequest& request,
                                          const CaseContext& context);
SuicideRiskDecision CloseSuicideRisk(const v1::SuicideRisk& risk, const v1::CloseSuicideRiskRequest& request,
                                     const CaseContext& context);

}  // namespace watchbell::threat_intake
