#include "common/record/routes.hpp"
#include "services/notification/api/api.hpp"

namespace watchbell::notification {
namespace {

constexpr std::chrono::seconds kPatience{2};  // a replica that has just started is still reading

template <class Aggregate>
Status Loaded(InMemory<Aggregate>& all) {
  if (all.AwaitReady(kPatience)) return {};
  return Fail(Code::kUnavailable, "DIRECTORY_LOADING",
              "The directory is still being read; try again in a moment.");
}

Result<v1::ListPartnersResponse> ListPartners(Parts& parts, const rpc::Call& call,
                                              const v1::ListPartnersRequest& request) {
  if (auto loaded = Loaded(parts.partner_list); !loaded) return tl::unexpected<Error>(loaded.error());
  v1::ListPartnersResponse response;
  for (auto& partner : PartnersOf(parts.partner_list.All(), request.school())) {
    if (IsStale(partner, call.now)) response.add_stale_ids(partner.id());
    *response.add_partners() = std::move(partner);
  }
  return response;
}

Result<v1::GetCallListResponse> GetCallList(Parts& parts, const v1::GetCallListRequest& request) {
  if (auto loaded = Loaded(parts.partner_list); !loaded) return tl::unexpected<Error>(loaded.error());
  v1::GetCallListResponse response;
  for (auto& partner : CallList(parts.partner_list.All(), request.school(), request.hazard()))
    *response.add_partners() = std::move(partner);
  return response;
}

Result<v1::ListResourcesResponse> ListResources(Parts& parts, const v1::ListResourcesRequest& request) {
  if (auto loaded = Loaded(parts.resource_list); !loaded) return tl::unexpected<Error>(loaded.error());
  v1::ListResourcesResponse response;
  for (auto& resource : ResourcesFor(parts.resource_list.All(), request))
    *response.add_resources() = std::move(resource);
  return response;
}

// Resources are the district's: their requests name no school.
template <class Request>
Result<v1::FamilyResource> ChangeResource(Parts& parts, const rpc::Call& call, const Request& request,
                                          const std::string& id,
                                          const ledger::Ledger<FamilyResources>::Decide& decide) {
  const auto context = ContextOf(call, request);
  if (!context) return tl::unexpected<Error>(context.error());
  auto recorded = parts.resources.Run(std::string{names::kDistrict}, id, *context, decide);
  if (!recorded) return tl::unexpected<Error>(recorded.error());
  return std::move(recorded->state);
}

}  // namespace

void ServePartners(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.notification.v1.PartnerService";
  server.Unary(service + ".SavePartner", [&parts](const rpc::Call& call,
                                                  const v1::SavePartnerRequest& request) {
    const auto& id = request.partner_id().empty() ? request.request_id() : request.partner_id();
    return Answer(parts.partners, call, request, id, [&](const v1::Partner& partner, const Context& context) {
      return SavePartner(partner, request, context);
    });
  });
  Routes<Partners> routes(server, parts.partners, service);
  routes.Change("VerifyPartner", &v1::VerifyPartnerRequest::partner_id, VerifyPartner);
  routes.Change("RetirePartner", &v1::RetirePartnerRequest::partner_id, RetirePartner);
  server.Unary(service + ".ListPartners",
               [&parts](const rpc::Call& call, const v1::ListPartnersRequest& request) {
                 return ListPartners(parts, call, request);
               });
  server.Unary(service + ".GetCallList", [&parts](const rpc::Call&, const v1::GetCallListRequest& request) {
    return GetCallList(parts, request);
  });
}

void ServeResources(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.notification.v1.FamilyResourceService";
  server.Unary(
      service + ".SaveResource", [&parts](const rpc::Call& call, const v1::SaveResourceRequest& request) {
        const auto& id = request.resource_id().empty() ? request.request_id() : request.resource_id();
        return ChangeResource(parts, call, request, id,
                              [&](const v1::FamilyResource& resource, const Context& context) {
                                return SaveResource(resource, request, context);
                              });
      });
  server.Unary(
      service + ".VerifyResource", [&parts](const rpc::Call& call, const v1::VerifyResourceRequest& request) {
        return ChangeResource(
            parts, call, request, request.resource_id(),
            [](const v1::FamilyResource& resource, const Context&) { return VerifyResource(resource); });
      });
  server.Unary(
      service + ".RetireResource", [&parts](const rpc::Call& call, const v1::RetireResourceRequest& request) {
        return ChangeResource(
            parts, call, request, request.resource_id(),
            [](const v1::FamilyResource& resource, const Context&) { return RetireResource(resource); });
      });
  server.Unary(service + ".ListResources",
               [&parts](const rpc::Call&, const v1::ListResourcesRequest& request) {
                 return ListResources(parts, request);
               });
}

}  // namespace watchbell::notification
