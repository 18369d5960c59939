#include "common/record/routes.hpp"
#include "services/visitor/api/api.hpp"

namespace watchbell::visitor {

void ServeRegistries(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.visitor.v1.RegistryService";
  server.Streaming(
      service + ".ImportRegistry", [&parts](const rpc::Call& call, const v1::ImportRegistryRequest& request,
                                            const std::shared_ptr<rpc::Stream>& stream) {
        const auto context = ContextOf(call, request);
        stream->Finish(context ? parts.importer.Run(
                                     request, *context,
                                     [&](const v1::RegistryProgress& progress) { stream->Send(progress); })
                               : tl::unexpected<Error>(context.error()));
      });
  Routes<Registries> routes(server, parts.registries, service);
  routes.Create("DefineRegistry", DefineRegistry);
  routes.Get("GetRegistry", &v1::GetRegistryRequest::registry_id);
  routes.List<v1::ListRegistriesRequest>(
      "ListRegistries", &v1::ListRegistriesResponse::add_registries,
      [](const auto& request) { return "registries:" + request.school(); });
}

}  // namespace watchbell::visitor
