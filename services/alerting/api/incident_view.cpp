// Everything about one incident at one look: who is safe, who is missing, who was not reached, the police.
#include "services/alerting/adapters/directory_client.hpp"
#include "services/alerting/api/accountability.hpp"
#include "services/alerting/api/api.hpp"

namespace watchbell::alerting {
namespace {

Result<v1::IncidentView> ViewOf(Parts& parts, AccountParts& account, const rpc::Call& call,
                                const v1::GetIncidentViewRequest& request) {
  auto incident = Read(parts.incidents, request.school(), request.incident_id());
  if (!incident) return tl::unexpected<Error>(incident.error());
  auto safety = SafetyOf(parts, request.school(), request.incident_id());
  if (!safety) return tl::unexpected<Error>(safety.error());
  const auto lists = RollCallsOfIncident(account, request.incident_id());
  if (!lists) return tl::unexpected<Error>(lists.error());
  auto calls = parts.police.ledger().List("dispatches_of:" + request.incident_id(), view::kPageMax, "");
  if (!calls) return tl::unexpected<Error>(calls.error());
  v1::IncidentView view;
  *view.mutable_incident() = std::move(*incident);
  *view.mutable_safety() = std::move(*safety);
  *view.mutable_roll_call() = RollCallCountOf(AccountabilityOf(request.incident_id(), *lists));
  for (auto& dispatch : calls->states) *view.add_dispatches() = std::move(dispatch);
  // Who was reached is another service's to say: without it the rest is still worth looking at.
  auto reach = AskReach(*parts.notification, call, request.school(), request.incident_id());
  if (reach) *view.mutable_reach() = std::move(*reach);
  view.set_reach_unknown(!reach);
  return view;
}

}  // namespace

void ServeIncidentView(rpc::Server& server, Parts& parts, AccountParts& account) {
  server.Unary("watchbell.alerting.v1.BoardService.GetIncidentView",
               [&](const rpc::Call& call, const v1::GetIncidentViewRequest& request) {
                 return ViewOf(parts, account, call, request);
               });
}

}  // namespace watchbell::alerting
