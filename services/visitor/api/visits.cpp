#include <algorithm>

#include "common/record/routes.hpp"
#include "services/visitor/api/api.hpp"
#include "services/visitor/domain/arrival.hpp"

namespace watchbell::visitor {
namespace {

constexpr int kMatchesMax = 8;  // the likeliest; a person compares no more

Result<v1::Visit> CheckInAtDesk(Parts& parts, const rpc::Call& call, const v1::CheckInRequest& request) {
  const auto today = parts.zone.DateOf(call.now);
  auto arrival = ReadArrival(request, today);
  if (!arrival) return tl::unexpected<Error>(arrival.error());
  const auto matches = parts.screening.Screen(arrival->query, request.school(), IsoDate(today));
  if (!matches) return tl::unexpected<Error>(matches.error());
  for (int i = 0; i < std::min<int>(kMatchesMax, static_cast<int>(matches->size())); ++i) {
    *arrival->visit.add_matches() = (*matches)[static_cast<std::size_t>(i)];
  }
  return Answer(
      parts.visits, call, request, request.request_id(),
      [&](const v1::Visit& visit, const Context& context) { return CheckIn(visit, arrival->visit, context); },
      {.likely_new = true});
}

}  // namespace

void ServeVisits(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.visitor.v1.VisitService";
  server.Unary(service + ".CheckIn", [&parts](const rpc::Call& call, const v1::CheckInRequest& request) {
    return CheckInAtDesk(parts, call, request);
  });
  Routes<Visits> routes(server, parts.visits, service);
  routes.Change("DecideMatch", &v1::DecideMatchRequest::visit_id, DecideMatch);
  routes.Change("CheckOut", &v1::CheckOutRequest::visit_id, CheckOut);
  routes.Get("GetVisit", &v1::GetVisitRequest::visit_id);
  routes.List<v1::ListOnSiteRequest>("ListOnSite", &v1::ListOnSiteResponse::add_visits,
                                     [](const auto& request) { return "on_site:" + request.school(); });
}

}  // namespace watchbell::visitor
