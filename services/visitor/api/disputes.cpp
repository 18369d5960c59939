#include "common/record/routes.hpp"
#include "services/visitor/api/api.hpp"

namespace watchbell::visitor {
namespace {

Result<v1::Dispute> Open(Parts& parts, const rpc::Call& call, const v1::OpenDisputeRequest& request) {
  const auto visit = Read(parts.visits, request.school(), request.visit_id());
  if (!visit) return tl::unexpected<Error>(visit.error());
  return Answer(parts.disputes, call, request, request.request_id(),
                [&](const v1::Dispute& dispute, const Context& context) {
                  return OpenDispute(dispute, request, *visit, parts.zone, context);
                });
}

// Who keeps the list that the entry stands on.
Result<std::string> OwnerOf(Parts& parts, const v1::Visit& visit, const std::string& entry_id) {
  const auto match = std::ranges::find(visit.matches(), entry_id, &v1::Match::entry_id);
  if (match == visit.matches().end()) return std::string{};  // the rule refuses it
  const auto entry = Read(parts.watchlist, match->entry_school(), entry_id);
  if (!entry) return tl::unexpected<Error>(entry.error());
  if (entry->registry_id().empty()) return std::string{names::kDistrict};
  const auto registry = Read(parts.registries, match->entry_school(), entry->registry_id());
  if (!registry) return tl::unexpected<Error>(registry.error());
  return registry->owner() + ", " + registry->owner_contact();
}

Result<v1::Dispute> Review(Parts& parts, const rpc::Call& call, const v1::ReviewDisputeRequest& request) {
  const auto open = Read(parts.disputes, request.school(), request.dispute_id());
  if (!open) return open;
  const auto visit = Read(parts.visits, request.school(), open->visit_id());
  if (!visit) return tl::unexpected<Error>(visit.error());
  std::string owner;
  if (request.outcome() == v1::Dispute::OUTCOME_LIST_ERROR) {
    auto found = OwnerOf(parts, *visit, request.entry_id());
    if (!found) return tl::unexpected<Error>(found.error());
    owner = std::move(*found);
  }
  auto reviewed = Answer(parts.disputes, call, request, request.dispute_id(),
                         [&](const v1::Dispute& dispute, const Context& context) {
                           return ReviewDispute(dispute, request, *visit, owner, context);
                         });
  if (!reviewed || reviewed->outcome() != v1::Dispute::OUTCOME_NOT_A_MATCH ||
      reviewed->reviewed_by() != call.caller.person_id)
    return reviewed;
  const auto context = ContextOf(call, request);
  if (auto remembered = RememberNotAMatch(parts, *visit, request.findings(), *context); !remembered)
    return tl::unexpected<Error>(remembered.error());  // the same request again remembers
  return reviewed;
}

}  // namespace

void ServeDisputes(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.visitor.v1.DisputeService";
  server.Unary(service + ".OpenDispute",
               [&parts](const rpc::Call& call, const v1::OpenDisputeRequest& request) {
                 return Open(parts, call, request);
               });
  server.Unary(service + ".ReviewDispute",
               [&parts](const rpc::Call& call, const v1::ReviewDisputeRequest& request) {
                 return Review(parts, call, request);
               });
  Routes<Disputes> routes(server, parts.disputes, service);
  routes.Get("GetDispute", &v1::GetDisputeRequest::dispute_id);
  routes.List<v1::ListDisputesRequest>("ListDisputes", &v1::ListDisputesResponse::add_disputes,
                                       [](const auto& request) { return "disputes:" + request.school(); });
}

}  // namespace watchbell::visitor
