// The rules of a drill, from the calendar to its evaluation. Pure functions; domain.md 3.2 (D4, D5, D7, D8,
// D9, D11, D12) and 3.1, drill separation.
#pragma once

#include <optional>
#include <vector>

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "watchbell/alerting/v1/alarm_service.pb.h"
#include "watchbell/alerting/v1/drill.pb.h"
#include "watchbell/alerting/v1/drill_calendar.pb.h"
#include "watchbell/alerting/v1/training.pb.h"

namespace watchbell::alerting {

inline constexpr int kTeamMax = 40;
inline constexpr int kAgenciesMax = 20;
inline constexpr int kEvaluationsMax = 20;
inline constexpr std::chrono::hours kDrillMax{6};  // nobody has said that it ended: it is aborted

struct Drills {
  using State = v1::Drill;
  using Event = v1::DrillEvent;
  static constexpr std::string_view kService = "alerting";
  static constexpr std::string_view kAggregate = "drill";

  static void Evolve(State& drill, const Event& event);
  // drills:<school>, by the moment at which it was held or stands in the calendar.
  static Indexes IndexesOf(const State& drill);
  // "end", kDrillMax after the start.
  static Deadlines DeadlinesOf(const State& drill);
  static std::optional<retention::Span> RetentionOf(const State& state);
  static Decision<Event> Tick(const State& drill, std::string_view what, const Context& context);
};

// `policy`: the district's, of the school year in which the drill lies.
Decision<v1::DrillEvent> ScheduleDrill(const v1::Drill& drill, const v1::ScheduleDrillRequest& request,
                                       const v1::DrillPolicy& policy, const Context& context);
Decision<v1::DrillEvent> AnnounceDrill(const v1::Drill& drill, const v1::DrillPolicy& policy,
                                       const Context& context);
// `missing`: what the leader is not trained in. `incident_id`: the exercise that was opened for it; empty:
// the caller only wants to know whether it may begin.
Decision<v1::DrillEvent> BeginDrill(const v1::Drill& drill, const std::string& incident_id,
                                    const v1::DrillPolicy& policy,
                                    const std::vector<v1::TrainingTopic>& missing, const Context& context);
// `preempted`: something real ended the exercise.
Decision<v1::DrillEvent> EndDrill(const v1::Drill& drill, bool preempted, const Context& context);
Decision<v1::DrillEvent> AbortDrill(const v1::Drill& drill, const v1::AbortDrillRequest& request,
                                    const Context& context);
Decision<v1::DrillEvent> CancelDrill(const v1::Drill& drill, const v1::CancelDrillRequest& request,
                                     const Context& context);
Decision<v1::DrillEvent> EvaluateDrill(const v1::Drill& drill, const v1::EvaluateDrillRequest& request,
                                       const Context& context);
Decision<v1::DrillEvent> RecordDrill(const v1::Drill& drill, const v1::RecordDrillRequest& request,
                                     const Context& context);
Decision<v1::DrillEvent> CorrectDrill(const v1::Drill& drill, const v1::CorrectDrillRequest& request,
                                      const Context& context);

// One that begins at once, led by whoever asks, under the same rules. `incident_id` as in BeginDrill.
Decision<v1::DrillEvent> ImproviseDrill(const v1::Drill& drill, const v1::StartDrillRequest& request,
                                        const std::string& incident_id, const v1::DrillPolicy& policy,
                                        const std::vector<v1::TrainingTopic>& missing,
                                        const Context& context);
// The exercise is over: so is the drill. kAborted while the drill has not begun yet.
Decision<v1::DrillEvent> FollowExercise(const v1::Drill& drill, const v1::Incident& exercise);

std::optional<Error> CheckAgencies(const google::protobuf::RepeatedPtrField<v1::DrillAgency>& agencies,
                                   const char* field);

// The action of its exercise, and the hazard; a bus drill has none.
v1::Action ActionOf(const v1::Drill& drill);

}  // namespace watchbell::alerting
