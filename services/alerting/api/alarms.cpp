#include "common/record/routes.hpp"
#include "common/telemetry/log.hpp"
#include "services/alerting/api/api.hpp"

namespace watchbell::alerting {
namespace {

constexpr int kOpenIncidentsMax = 500;

// A rule on one incident; what it led to is remembered for the next press.
template <class Request>
auto Changing(Parts& parts,
              Decision<v1::IncidentEvent> (*rule)(const v1::Incident&, const Request&, const Context&)) {
  return [&parts, rule](const rpc::Call& call, const Request& request) -> Result<v1::Incident> {
    auto incident = Answer(
        parts.incidents, call, request, request.incident_id(),
        [&](const v1::Incident& state, const Context& context) { return rule(state, request, context); });
    if (incident) parts.desk.Remember(*incident);
    if (!incident && incident.error().reason == kStaleSequence)
      log::Warn("stale_command", {{"school", request.school()}, {"incident", request.incident_id()}});
    return incident;
  };
}

Result<v1::Incident> StartSchoolDrill(Parts& parts, const rpc::Call& call,
                                      const v1::StartDrillRequest& request) {
  const auto context = ContextOf(call, request);
  if (!context) return tl::unexpected<Error>(context.error());
  auto recorded = parts.desk.RunOnSchool(request.school(), *context,
                                         [&](const v1::Incident& incident, const Context& known) {
                                           return StartDrill(incident, request, known);
                                         },
                                         {});
  if (!recorded) return tl::unexpected<Error>(recorded.error());
  return std::move(recorded->state);
}

// One school after the other by its own request: what one refuses stops no other.
Result<v1::RaiseManyResponse> RaiseMany(Parts& parts, const rpc::Call& call,
                                        const v1::RaiseManyRequest& request) {
  const auto context = ContextOf(call, request);
  if (!context) return tl::unexpected<Error>(context.error());
  if (const auto problem = ManyProblem(request)) return tl::unexpected<Error>(*problem);
  v1::RaiseManyResponse response;
  for (const auto& school : request.schools()) {
    v1::RaiseRequest raise;
    raise.set_school(school.school());
    raise.set_request_id(id::Derive(school.school(), request.request_id()));
    raise.set_action(request.action());
    *raise.mutable_detail() = request.detail();
    Context there = *context;
    there.request_id = raise.request_id();
    auto incident = parts.desk.RaiseAs(there, call.token, raise);
    auto& raised = *response.add_schools();
    raised.set_school(school.school());
    if (incident) *raised.mutable_incident() = std::move(*incident);
    if (!incident) raised.set_refusal(incident.error().reason);
  }
  return response;
}

Result<v1::ListOpenIncidentsResponse> ListOpen(Parts& parts, const rpc::Call& call) {
  auto page = parts.incidents.List("open", kOpenIncidentsMax, "");
  if (!page) return tl::unexpected<Error>(page.error());
  v1::ListOpenIncidentsResponse response;
  for (auto& incident : page->states) {
    if (!parts.roles.May(call.caller, incident.school(), "incident.read")) continue;
    policy::Redact(incident, parts.roles.ClassesAt(call.caller, incident.school()));
    *response.add_incidents() = std::move(incident);
  }
  return response;
}

}  // namespace

void ServeAlarms(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.alerting.v1.AlarmService";
  server.Unary(service + ".Raise", [&parts](const rpc::Call& call, const v1::RaiseRequest& request) {
    return parts.desk.Raise(call, request);
  });
  server.Unary(service + ".StartDrill",
               [&parts](const rpc::Call& call, const v1::StartDrillRequest& request) {
                 return StartSchoolDrill(parts, call, request);
               });
  server.Unary(service + ".SetAction", Changing<v1::SetActionRequest>(parts, SetAction));
  server.Unary(service + ".DecideFire", Changing<v1::DecideFireRequest>(parts, DecideFire));
  server.Unary(service + ".Undo", Changing<v1::UndoRequest>(parts, Undo));
  server.Unary(service + ".OfferCommand", Changing<v1::OfferCommandRequest>(parts, OfferCommand));
  server.Unary(service + ".RaiseMany", [&parts](const rpc::Call& call, const v1::RaiseManyRequest& request) {
    return RaiseMany(parts, call, request);
  });
  server.Unary(service + ".TakeCommand", Changing<v1::TakeCommandRequest>(parts, TakeCommand));
  server.Unary(service + ".ConfirmPolice", Changing<v1::ConfirmPoliceRequest>(parts, ConfirmPolice));
  server.Unary(service + ".Release", Changing<v1::ReleaseRequest>(parts, Release));
  server.Unary(service + ".Cancel", Changing<v1::CancelRequest>(parts, Cancel));
  Routes<Incidents>(server, parts.incidents, service)
      .Get("GetIncident", &v1::GetIncidentRequest::incident_id);
  server.Unary(
      service + ".ListOpenIncidents",
      [&parts](const rpc::Call& call, const v1::ListOpenIncidentsRequest&) { return ListOpen(parts, call); });
}

}  // namespace watchbell::alerting
