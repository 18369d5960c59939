// Support for targets and witnesses, with check-ins by timer. Pure functions.
#pragma once

#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "services/threat-intake/domain/cases/matter.hpp"
#include "watchbell/threat_intake/v1/case_support.pb.h"

namespace watchbell::threat_intake {

inline constexpr int kSupportMeasuresMax = 8;
inline constexpr std::size_t kSupportMeasureMax = 200;
inline constexpr int kCheckInDaysMax = 60;
inline constexpr int kCheckInsKept = 12;
inline constexpr int kUnsafeAgainSchoolDays = 1;

struct SupportPlans {
  using State = v1::SupportPlan;
  using Event = v1::SupportPlanEvent;
  static constexpr std::string_view kService = "threat_intake";
  static constexpr std::string_view kAggregate = "support-plan";

  static void Evolve(State& state, const Event& event);
  // support:<case>, by the next check-in.
  static Indexes IndexesOf(const State& state);
  // "due"
  static Deadlines DeadlinesOf(const State& state);
  static Decision<Event> Tick(const State& state, const std::string& what, const Context& context);
  static std::optional<retention::Span> RetentionOf(const State& state) {
    if (!state.has_ended_at()) return std::nullopt;
    return retention::Span{"ended", FromProto(state.ended_at())};
  }
};

using SupportDecision = Decision<v1::SupportPlanEvent>;

// `of`: a threat or bullying.
SupportDecision OpenSupportPlan(const v1::SupportPlan& plan, const v1::OpenSupportPlanRequest& request,
                                const Matter& of, const CaseContext& context);
SupportDecision ChangeSupportPlan(const v1::SupportPlan& plan, const v1::ChangeSupportPlanRequest& request,
                                  const CaseContext& context);
SupportDecision RecordCheckIn(const v1::SupportPlan& plan, const v1::RecordCheckInRequest& request,
                              const CaseContext& context);
SupportDecision EndSupportPlan(const v1::SupportPlan& plan, const v1::EndSupportPlanRequest& request,
                               const CaseContext& context);

}  // namespace watchbell::threat_intake
