// What a case sets in motion at the school (domain.md section 1, row 9). Pure functions.
#pragma once

#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "services/threat-intake/domain/cases/case_context.hpp"
#include "watchbell/threat_intake/v1/case.pb.h"
#include "watchbell/threat_intake/v1/case_action.pb.h"

namespace watchbell::threat_intake {

// In the school's hours, until somebody must have answered (design).
inline constexpr std::chrono::minutes kThreatActionWithin{60};
inline constexpr std::size_t kPlaceMax = 200;

struct ThreatActions {
  using State = v1::ThreatAction;
  using Event = v1::ThreatActionEvent;
  static constexpr std::string_view kService = "threat_intake";
  static constexpr std::string_view kAggregate = "threat-action";

  static void Evolve(State& state, const Event& event);
  // actions:<case>, by when it was asked.
  static Indexes IndexesOf(const State& state);
  // "due"
  static Deadlines DeadlinesOf(const State& state);
  static Decision<Event> Tick(const State& state, const std::string& what, const Context& context);
  static std::optional<retention::Span> RetentionOf(const State& state) {
    if (!state.has_closed_at()) return std::nullopt;
    return retention::Span{"closed", FromProto(state.closed_at())};
  }
};

using ThreatActionDecision = Decision<v1::ThreatActionEvent>;

ThreatActionDecision AskThreatAction(const v1::ThreatAction& action,
                                     const v1::AskThreatActionRequest& request, const v1::Case& of,
                                     const CaseContext& context);
ThreatActionDecision TakeThreatAction(const v1::ThreatAction& action,
                                      const v1::TakeThreatActionRequest& request, const CaseContext& context);
ThreatActionDecision CloseThreatAction(const v1::ThreatAction& action,
                                       const v1::CloseThreatActionRequest& request,
                                       const CaseContext& context);

}  // namespace watchbell::threat_intake
