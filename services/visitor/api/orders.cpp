// What the watch list says of an adult to whom another service would hand a student.
#include "services/visitor/api/api.hpp"
#include "services/visitor/domain/arrival.hpp"
#include "services/visitor/domain/release_facts.hpp"
#include "watchbell/visitor/v1/order_check.pb.h"

namespace watchbell::visitor {
namespace {

Result<v1::CheckOrdersResponse> Check(Parts& parts, const rpc::Call& call,
                                      const v1::CheckOrdersRequest& request) {
  v1::Visit adult;
  adult.set_given_name(request.given_name());
  adult.set_family_name(request.family_name());
  adult.set_date_of_birth(request.date_of_birth());
  const auto day = IsoDate(parts.zone.DateOf(call.now));
  const auto screened = parts.screening.Screen(QueryOf(adult), request.school(), day, call.now);
  if (!screened) return tl::unexpected<Error>(screened.error());
  v1::CheckOrdersResponse response;
  for (auto& id : AlertsNaming(request.student_id(), adult, screened->matches))
    response.add_entry_ids(std::move(id));
  return response;
}

}  // namespace

void ServeOrders(rpc::Server& server, Parts& parts) {
  server.Unary("watchbell.visitor.v1.OrderService.CheckOrders",
               [&parts](const rpc::Call& call, const v1::CheckOrdersRequest& request) {
                 return Check(parts, call, request);
               });
}

}  // namespace watchbell::visitor
