// Calls for help. To escalate one is to raise an alarm: the alarm first, then the note that it came of this.
#include "common/record/routes.hpp"
#include "common/telemetry/log.hpp"
#include "services/alerting/api/api.hpp"
#include "watchbell/alerting/v1/assist.pb.h"

namespace watchbell::alerting {
namespace {

Result<v1::Incident> Escalate(Parts& parts, const rpc::Call& call, const v1::EscalateAssistRequest& request) {
  v1::RaiseRequest raise;
  raise.set_request_id(request.request_id());
  raise.set_school(request.school());
  raise.set_action(request.action());
  *raise.mutable_detail() = request.detail();
  raise.set_assist_id(request.assist_id());
  auto incident = parts.desk.Raise(call, raise);
  if (!incident) return incident;
  const auto noted = Answer(
      parts.assists, call, request, request.assist_id(),
      [&](const v1::Assist& assist, const Context&) { return EscalateAssist(assist, incident->id()); });
  if (!noted) log::Warn("escalation_not_noted", {{"why", noted.error().reason}});
  return incident;
}

}  // namespace

void ServeAssists(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.alerting.v1.AssistService";
  Routes<Assists> routes(server, parts.assists, service);
  routes.Create("AskForHelp", AskForHelp);
  routes.Change("AnswerAssist", &v1::AnswerAssistRequest::assist_id, AnswerAssist);
  routes.Change("ResolveAssist", &v1::ResolveAssistRequest::assist_id, ResolveAssist);
  routes.List<v1::ListAssistsRequest>(
      "ListAssists", &v1::ListAssistsResponse::add_assists,
      [](const v1::ListAssistsRequest& request) { return "assists:" + request.school(); });
  server.Unary(service + ".EscalateAssist",
               [&parts](const rpc::Call& call, const v1::EscalateAssistRequest& request) {
                 return Escalate(parts, call, request);
               });
}

}  // namespace watchbell::alerting
