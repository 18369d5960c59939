// A school's emergency operations plan and the checklist of an incident. Pure functions; domain.md section 1,
// row 17.
#pragma once

#include <optional>
#include <vector>

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "watchbell/alerting/v1/emergency_plan.pb.h"

namespace watchbell::alerting {

inline constexpr std::chrono::days kPlanReviewEvery{365};  // row 17: the annual review
inline constexpr int kAnnexesMax = 30;
inline constexpr int kChecklistsMax = 30;
inline constexpr int kChecklistItemsMax = 20;
inline constexpr std::size_t kPlanBytesMax = 32 * 1024;  // texts; long documents are kept elsewhere

struct EmergencyPlans {
  using State = v1::EmergencyPlan;
  using Event = v1::EmergencyPlanEvent;
  static constexpr std::string_view kService = "alerting";
  static constexpr std::string_view kAggregate = "emergency-plan";

  static void Evolve(State& plan, const Event& event);
  // "plans", by when the review is due; a school without an approved plan stands first.
  static Indexes IndexesOf(const State& plan);
  // "review", when it is due.
  static Deadlines DeadlinesOf(const State& plan);
  static Decision<Event> Tick(const State& plan, std::string_view what, const Context& context);
};

struct IncidentChecklists {
  using State = v1::IncidentChecklist;
  using Event = v1::IncidentChecklistEvent;
  static constexpr std::string_view kService = "alerting";
  static constexpr std::string_view kAggregate = "incident-checklist";

  static void Evolve(State& checklist, const Event& event);
  static Indexes IndexesOf(const State&) { return {}; }
  static Deadlines DeadlinesOf(const State&) { return {}; }
  static std::optional<retention::Span> RetentionOf(const State& state);
};

// A school has one plan.
std::string EmergencyPlanId(const std::string& school);

Decision<v1::EmergencyPlanEvent> DraftPlan(const v1::EmergencyPlan& plan, const v1::DraftPlanRequest& request,
                                           const Context& context);
Decision<v1::EmergencyPlanEvent> ApprovePlan(const v1::EmergencyPlan& plan,
                                             const v1::ApprovePlanRequest& request, const Context& context);
Decision<v1::EmergencyPlanEvent> ReviewPlan(const v1::EmergencyPlan& plan, const Context& context);

// Adds the lines that the approved plan has for the incident's action; each action's lines come once.
Decision<v1::IncidentChecklistEvent> OpenChecklist(const v1::IncidentChecklist& checklist,
                                                   const v1::Incident& incident,
                                                   const v1::EmergencyPlan& plan);
Decision<v1::IncidentChecklistEvent> TickChecklist(const v1::IncidentChecklist& checklist,
                                                   const v1::TickChecklistRequest& request,
                                                   const Context& context);

}  // namespace watchbell::alerting
