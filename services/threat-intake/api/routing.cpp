#include "services/threat-intake/api/triage.hpp"

namespace watchbell::threat_intake {

void ServePriorities(rpc::Server& server, const Parts& parts) {
  server.Unary("watchbell.threat_intake.v1.PriorityService.ListPriorityRules",
               [&parts](const rpc::Call&, const v1::ListPriorityRulesRequest&) -> Result<v1::PriorityRules> {
                 return parts.priorities.rules();
               });
}

void ServeRouting(rpc::Server& server, const Parts& parts) {
  server.Unary(
      "watchbell.threat_intake.v1.RoutingService.AdviseRoute",
      [&parts](const rpc::Call& call, const v1::AdviseRouteRequest& request) -> Result<v1::RouteAdvice> {
        return AdviceOf(request, parts.district, call.now);
      });
}

}  // namespace watchbell::threat_intake
