// Calls to the police: asked for by a person, confirmed by the line or by a person who telephoned, read.
#include "common/record/routes.hpp"
#include "services/alerting/api/api.hpp"

namespace watchbell::alerting {
namespace {

Result<v1::Dispatch> Ask(Parts& parts, const rpc::Call& call, const v1::RequestDispatchRequest& request) {
  const auto context = ContextOf(call, request);
  if (!context) return tl::unexpected<Error>(context.error());
  const auto latest = parts.desk.Latest(request.school());
  const auto cause =
      RealCause::Of(request, latest && IsOpen(*latest) ? &*latest : nullptr, parts.police.settings());
  if (!cause) return tl::unexpected<Error>(cause.error());
  return parts.police.Request(*cause, *context);
}

}  // namespace

void ServeDispatches(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.alerting.v1.DispatchService";
  server.Unary(service + ".RequestDispatch",
               [&parts](const rpc::Call& call, const v1::RequestDispatchRequest& request) {
                 return Ask(parts, call, request);
               });
  server.Unary(service + ".AnswerDispatch",
               [&parts](const rpc::Call& call,
                        const v1::AnswerDispatchRequest& request) -> Result<v1::AnswerDispatchResponse> {
                 const auto dispatch = parts.police.Answer(call, request);
                 if (!dispatch) return tl::unexpected<Error>(dispatch.error());
                 v1::AnswerDispatchResponse response;
                 response.set_state(dispatch->state());
                 return response;
               });
  Routes<Dispatches> routes(server, parts.police.ledger(), service);
  routes.Change("ConfirmDispatch", &v1::ConfirmDispatchRequest::dispatch_id, ConfirmDispatch);
  routes.Get("GetDispatch", &v1::GetDispatchRequest::dispatch_id);
  routes.List<v1::ListDispatchesRequest>(
      "ListDispatches", &v1::ListDispatchesResponse::add_dispatches,
      [](const v1::ListDispatchesRequest& request) { return "dispatches:" + request.school(); }, true);
}

}  // namespace watchbell::alerting
