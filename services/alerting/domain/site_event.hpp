// An after-hours activity: its own leader, roster, doors and audience for its own time. Pure functions;
// domain.md section 1, rows 18 and 42.
#pragma once

#include <vector>

#include "common/ledger/decision.hpp"
#include "common/view/projection.hpp"
#include "watchbell/alerting/v1/site_event.pb.h"
#include "watchbell/alerting/v1/training.pb.h"

namespace watchbell::alerting {

inline constexpr std::chrono::hours kSiteEventMax{24};
inline constexpr int kSitePeopleMax = 100;
inline constexpr int kSiteDoorsMax = 20;

struct SiteEvents {
  using State = v1::SiteEvent;
  using Event = v1::SiteEventEvent;
  static constexpr std::string_view kService = "alerting";
  static constexpr std::string_view kAggregate = "site-event";

  static void Evolve(State& site_event, const Event& event);
  // site_events:<school>, while planned or open, by the start.
  static Indexes IndexesOf(const State& site_event);
  // "open" at its start, "end" at its end.
  static Deadlines DeadlinesOf(const State& site_event);
  static Decision<Event> Tick(const State& site_event, std::string_view what, const Context& context);
};

// `missing`: what the leader is not trained in.
Decision<v1::SiteEventEvent> PlanSiteEvent(const v1::SiteEvent& site_event,
                                           const v1::PlanSiteEventRequest& request,
                                           const std::vector<v1::TrainingTopic>& missing,
                                           const Context& context);
// Cancels what has not begun.
Decision<v1::SiteEventEvent> EndSiteEvent(const v1::SiteEvent& site_event,
                                          const v1::EndSiteEventRequest& request, const Context& context);

}  // namespace watchbell::alerting
