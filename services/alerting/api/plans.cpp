#include "common/record/routes.hpp"
#include "services/alerting/api/api.hpp"

namespace watchbell::alerting {
namespace {

// An approved version, also one that was superseded. History is sealed as it was written.
Result<v1::PlanVersion> VersionOf(Parts& parts, const v1::GetPlanVersionRequest& request) {
  const auto id = EmergencyPlanId(request.school());
  const auto history = parts.plans.History(request.school(), id);
  if (!history) return tl::unexpected<Error>(history.error());
  const auto subject = names::RecordSubject(parts.plans.KeyOf(request.school(), id));
  for (auto event : *history) {
    if (!event.has_approved() || event.emergency_plan().approved().number() != request.number()) continue;
    if (!parts.host.sealer().Open(event, subject))
      return Fail(Code::kInternal, "EVENT_UNREADABLE", "Look at this plan's events.");
    return event.emergency_plan().approved();
  }
  return Fail(Code::kNotFound, "NOT_FOUND", "No version with this number was approved.", "number");
}

Result<v1::IncidentChecklist> Open(Parts& parts, const rpc::Call& call,
                                   const v1::OpenChecklistRequest& request) {
  const auto incident = Read(parts.incidents, request.school(), request.incident_id());
  if (!incident) return tl::unexpected<Error>(incident.error());
  const auto plan = Read(parts.plans, request.school(), EmergencyPlanId(request.school()));
  if (!plan) return tl::unexpected<Error>(plan.error());
  return Answer(parts.checklists, call, request, request.incident_id(),
                [&](const v1::IncidentChecklist& state, const Context&) {
                  return OpenChecklist(state, *incident, *plan);
                });
}

// A rule on the school's plan.
template <class Request, class Rule>
auto OnPlan(Parts& parts, Rule rule) {
  return [&parts, rule](const rpc::Call& call, const Request& request) {
    return Answer(parts.plans, call, request, EmergencyPlanId(request.school()),
                  [&](const v1::EmergencyPlan& state, const Context& context) {
                    return rule(state, request, context);
                  });
  };
}

Result<v1::SiteActivity> PlanEvent(Parts& parts, const rpc::Call& call,
                                   const v1::PlanSiteActivityRequest& request) {
  const auto missing =
      MissingTrainings(parts, request.school(), request.leader_id(), v1::TRAINED_TASK_LEAD_EVENT, call.now);
  if (!missing) return tl::unexpected<Error>(missing.error());
  return Answer(parts.site_activities, call, request, request.request_id(),
                [&](const v1::SiteActivity& state, const Context& context) {
                  return PlanSiteActivity(state, request, *missing, context);
                },
                {.likely_new = true});
}

}  // namespace

void ServePlans(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.alerting.v1.PlanService";
  server.Unary(service + ".DraftPlan", OnPlan<v1::DraftPlanRequest>(parts, DraftPlan));
  server.Unary(service + ".ApprovePlan", OnPlan<v1::ApprovePlanRequest>(parts, ApprovePlan));
  server.Unary(
      service + ".ReviewPlan",
      OnPlan<v1::ReviewPlanRequest>(parts, [](const v1::EmergencyPlan& plan, const v1::ReviewPlanRequest&,
                                              const Context& context) { return ReviewPlan(plan, context); }));
  server.Unary(service + ".GetPlan", [&parts](const rpc::Call&, const v1::GetPlanRequest& request) {
    return Read(parts.plans, request.school(), EmergencyPlanId(request.school()));
  });
  server.Unary(service + ".GetPlanVersion",
               [&parts](const rpc::Call&, const v1::GetPlanVersionRequest& request) {
                 return VersionOf(parts, request);
               });
  server.Unary(service + ".OpenChecklist",
               [&parts](const rpc::Call& call, const v1::OpenChecklistRequest& request) {
                 return Open(parts, call, request);
               });
  Routes<EmergencyPlans>(server, parts.plans, service)
      .List<v1::ListPlansRequest>("ListPlans", &v1::ListPlansResponse::add_plans,
                                  [](const auto&) { return "plans"; });
  Routes<IncidentChecklists> checklists(server, parts.checklists, service);
  checklists.Change("TickChecklist", &v1::TickChecklistRequest::incident_id, TickChecklist);
  checklists.Get("GetChecklist", &v1::GetChecklistRequest::incident_id);
}

void ServeSiteActivities(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.alerting.v1.SiteActivityService";
  server.Unary(service + ".PlanSiteActivity",
               [&parts](const rpc::Call& call, const v1::PlanSiteActivityRequest& request) {
                 return PlanEvent(parts, call, request);
               });
  Routes<SiteActivities> routes(server, parts.site_activities, service);
  routes.Change("EndSiteActivity", &v1::EndSiteActivityRequest::site_activity_id, EndSiteActivity);
  routes.Get("GetSiteActivity", &v1::GetSiteActivityRequest::site_activity_id);
  routes.List<v1::ListSiteActivitiesRequest>(
      "ListSiteActivities", &v1::ListSiteActivitiesResponse::add_site_activities,
      [](const auto& request) { return "site_activities:" + request.school(); });
}

}  // namespace watchbell::alerting
