// Written safety plans: in force once two roles have agreed to the version. Pure functions.
#pragma once

#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "services/threat-intake/domain/cases/case_context.hpp"
#include "watchbell/threat_intake/v1/case.pb.h"
#include "watchbell/threat_intake/v1/case_plan.pb.h"

namespace watchbell::threat_intake {

inline constexpr int kMeasuresMax = 12;
inline constexpr std::size_t kMeasureMax = 250;

struct SafetyPlans {
  using State = v1::SafetyPlan;
  using Event = v1::SafetyPlanEvent;
  static constexpr std::string_view kService = "threat_intake";
  static constexpr std::string_view kAggregate = "safety-plan";

  static void Evolve(State& state, const Event& event);
  // plans:<case>
  static Indexes IndexesOf(const State& state);
  static Deadlines DeadlinesOf(const State&) { return {}; }
  static std::optional<retention::Span> RetentionOf(const State& state) {
    if (!state.has_ended_at()) return std::nullopt;
    return retention::Span{"ended", FromProto(state.ended_at())};
  }
};

using SafetyPlanDecision = Decision<v1::SafetyPlanEvent>;

// Of measures; also what the next school is offered.
std::optional<Error> BadMeasures(const google::protobuf::RepeatedPtrField<v1::PlanMeasure>& measures);
SafetyPlanDecision DraftSafetyPlan(const v1::SafetyPlan& plan, const v1::DraftSafetyPlanRequest& request,
                                   const v1::Case& of, const CaseContext& context);
SafetyPlanDecision AgreeToSafetyPlan(const v1::SafetyPlan& plan, const v1::AgreeToSafetyPlanRequest& request,
                                     const CaseContext& context);
SafetyPlanDecision EndSafetyPlan(const v1::SafetyPlan& plan, const v1::EndSafetyPlanRequest& request,
                                 const CaseContext& context);

}  // namespace watchbell::threat_intake
