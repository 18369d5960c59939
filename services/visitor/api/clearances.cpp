#include "common/record/routes.hpp"
#include "services/visitor/api/api.hpp"

namespace watchbell::visitor {
namespace {

constexpr int kSamePersonMax = 8;  // clearances of one name and birth date that are looked at

// When the day after it begins.
std::optional<TimePoint> EndOf(const Parts& parts, const std::string& day) {
  const auto date = ParseIsoDate(day);
  if (!date) return std::nullopt;
  return parts.zone.At(std::chrono::sys_days{*date} + std::chrono::days{1}, std::chrono::minutes{0});
}

}  // namespace

std::optional<v1::Clearance> ClearanceOf(Parts& parts, const v1::Visit& visitor, TimePoint now) {
  const auto word = PersonWord(visitor.given_name(), visitor.family_name(), visitor.date_of_birth());
  for (const auto& school : {visitor.school(), std::string{names::kDistrict}}) {
    const auto found = parts.clearances.ListBlind("clearance:" + school, word, kSamePersonMax, "", true);
    if (!found) continue;
    for (const auto& clearance : found->states) {
      if (IsValid(clearance, now)) return clearance;
    }
  }
  return std::nullopt;
}

void ServeClearances(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.visitor.v1.ClearanceService";
  server.Unary(service + ".RequestClearance", [&parts](const rpc::Call& call,
                                                       const v1::RequestClearanceRequest& request) {
    return Answer(parts.clearances, call, request, request.request_id(),
                  [&](const v1::Clearance& before, const Context& context) {
                    return RequestClearance(before, request, parts.zone.DateOf(context.now), context);
                  },
                  {.likely_new = true});
  });
  server.Unary(service + ".DecideClearance", [&parts](const rpc::Call& call,
                                                      const v1::DecideClearanceRequest& request) {
    return Answer(parts.clearances, call, request, request.clearance_id(),
                  [&](const v1::Clearance& before, const Context& context) {
                    return DecideClearance(before, request, EndOf(parts, request.expires_on()), context);
                  });
  });
  Routes<Clearances> routes(server, parts.clearances, service);
  routes.Change("WithdrawClearance", &v1::WithdrawClearanceRequest::clearance_id, WithdrawClearance);
  routes.Get("GetClearance", &v1::GetClearanceRequest::clearance_id);
  routes.List<v1::ListClearancesRequest>(
      "ListClearances", &v1::ListClearancesResponse::add_clearances,
      [](const auto& request) { return "clearances:" + request.school(); });
}

}  // namespace watchbell::visitor
