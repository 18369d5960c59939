// An after-hours activity: its own leader, roster, doors and audience for its own time. Pure functions;
// domain.md section 1, rows 18 and 42.
#pragma once

#include <optional>
#include <vector>

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "watchbell/alerting/v1/site_activity.pb.h"
#include "watchbell/alerting/v1/training.pb.h"

namespace watchbell::alerting {

inline constexpr std::chrono::hours kSiteActivityMax{24};
inline constexpr int kSitePeopleMax = 100;
inline constexpr int kSiteDoorsMax = 20;

struct SiteActivities {
  using State = v1::SiteActivity;
  using Event = v1::SiteActivityEvent;
  static constexpr std::string_view kService = "alerting";
  static constexpr std::string_view kAggregate = "site-activity";

  static void Evolve(State& site_activity, const Event& event);
  // site_activities:<school>, while planned or open, by the start.
  static Indexes IndexesOf(const State& site_activity);
  // "open" at its start, "end" at its end.
  static Deadlines DeadlinesOf(const State& site_activity);
  static std::optional<retention::Span> RetentionOf(const State& state);
  static Decision<Event> Tick(const State& site_activity, std::string_view what, const Context& context);
};

// `missing`: what the leader is not trained in.
Decision<v1::SiteActivityEvent> PlanSiteActivity(const v1::SiteActivity& site_activity,
                                                 const v1::PlanSiteActivityRequest& request,
                                                 const std::vector<v1::TrainingTopic>& missing,
                                                 const Context& context);
// Cancels what has not begun.
Decision<v1::SiteActivityEvent> EndSiteActivity(const v1::SiteActivity& site_activity,
                                                const v1::EndSiteActivityRequest& request,
                                                const Context& context);

}  // namespace watchbell::alerting
