#include <algorithm>

#include "common/record/routes.hpp"
#include "common/telemetry/log.hpp"
#include "services/alerting/api/accountability.hpp"
#include "services/alerting/api/api.hpp"

namespace watchbell::alerting {
namespace {

constexpr int kOpenIncidentsMax = 500;

// A rule on one incident; what it led to is remembered for the next press.
template <class Request, class Rule>
Result<v1::Incident> Change(Parts& parts, const rpc::Call& call, const Request& request, const Rule& rule) {
  auto incident = Answer(
      parts.incidents, call, request, request.incident_id(),
      [&](const v1::Incident& state, const Context& context) { return rule(state, request, context); });
  if (incident) parts.desk.Remember(*incident);
  if (!incident && incident.error().reason == kStaleSequence)
    log::Warn("stale_command", {{"school", request.school()}, {"incident", request.incident_id()}});
  return incident;
}

template <class Request>
auto Changing(Parts& parts,
              Decision<v1::IncidentEvent> (*rule)(const v1::Incident&, const Request&, const Context&)) {
  return [&parts, rule](const rpc::Call& call, const Request& request) {
    return Change(parts, call, request, rule);
  };
}

// The zone as the district names it, or why not.
template <class Request, class Next>
auto InKnownZone(Parts& parts, Next next) {
  return [&parts, next](const rpc::Call& call, const Request& request) -> Result<v1::Incident> {
    std::optional<Error> problem;
    if constexpr (requires { request.zones(); }) {
      for (const auto& zone : request.zones()) {
        if (!problem) problem = ZoneProblem(parts.zones, request.school(), zone);
      }
    } else {
      problem = ZoneProblem(parts.zones, request.school(), request.zone());
    }
    if (problem) return tl::unexpected<Error>(*problem);
    return next(call, request);
  };
}

// A lockdown is not lost for the name of a place: it is the whole site's then.
Result<v1::Incident> Raise(Parts& parts, const rpc::Call& call, const v1::RaiseRequest& request) {
  const auto problem = ZoneProblem(parts.zones, request.school(), request.zone());
  if (!problem) return parts.desk.Raise(call, request);
  if (request.action() != v1::ACTION_LOCKDOWN) return tl::unexpected<Error>(*problem);
  v1::RaiseRequest everywhere = request;
  everywhere.clear_zone();
  if (request.detail().place().empty()) everywhere.mutable_detail()->set_place(request.zone());
  return parts.desk.Raise(call, everywhere);
}

// What was evacuated waits for the roll call, which is read only where it matters.
Result<v1::Incident> ReleaseZones(Parts& parts, AccountParts& account, const rpc::Call& call,
                                  const v1::ReleaseRequest& request) {
  const auto before = Read(parts.incidents, request.school(), request.incident_id());
  if (!before) return tl::unexpected<Error>(before.error());
  const auto& zones = before->zones();
  const bool moved = !before->drill() && std::any_of(zones.begin(), zones.end(), [](const auto& zone) {
    return zone.action() == v1::ACTION_EVACUATE;
  });
  RollCallStanding standing;
  if (moved) {
    const auto lists = RollCallsOfIncident(account, request.incident_id());
    if (lists) standing = StandingOf(AccountabilityOf(request.incident_id(), *lists));
  }
  return Change(parts, call, request,
                [&](const v1::Incident& incident, const v1::ReleaseRequest& asked, const Context& context) {
                  return Release(incident, asked, standing, context);
                });
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
    auto incident = parts.desk.RaiseAs(there, raise);
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

void ServeAlarms(rpc::Server& server, Parts& parts, AccountParts& account) {
  const std::string service = "watchbell.alerting.v1.AlarmService";
  server.Unary(service + ".Raise", [&parts](const rpc::Call& call, const v1::RaiseRequest& request) {
    return Raise(parts, call, request);
  });
  server.Unary(service + ".StartDrill",
               InKnownZone<v1::StartDrillRequest>(parts, [&parts](const auto& call, const auto& request) {
                 return StartDrillNow(parts, call, request);
               }));
  server.Unary(service + ".SetAction",
               InKnownZone<v1::SetActionRequest>(parts, Changing<v1::SetActionRequest>(parts, SetAction)));
  server.Unary(service + ".DecideFire",
               InKnownZone<v1::DecideFireRequest>(parts, Changing<v1::DecideFireRequest>(parts, DecideFire)));
  server.Unary(service + ".Release",
               [&parts, &account](const rpc::Call& call, const v1::ReleaseRequest& request) {
                 return ReleaseZones(parts, account, call, request);
               });
  server.Unary(service + ".Undo", Changing<v1::UndoRequest>(parts, Undo));
  server.Unary(service + ".OfferCommand", Changing<v1::OfferCommandRequest>(parts, OfferCommand));
  server.Unary(service + ".RaiseMany", [&parts](const rpc::Call& call, const v1::RaiseManyRequest& request) {
    return RaiseMany(parts, call, request);
  });
  server.Unary(service + ".TakeCommand", Changing<v1::TakeCommandRequest>(parts, TakeCommand));
  server.Unary(service + ".ConfirmPolice", Changing<v1::ConfirmPoliceRequest>(parts, ConfirmPolice));
  server.Unary(service + ".Cancel", Changing<v1::CancelRequest>(parts, Cancel));
  Routes<Incidents>(server, parts.incidents, service)
      .Get("GetIncident", &v1::GetIncidentRequest::incident_id);
  server.Unary(
      service + ".ListOpenIncidents",
      [&parts](const rpc::Call& call, const v1::ListOpenIncidentsRequest&) { return ListOpen(parts, call); });
}

}  // namespace watchbell::alerting
