// Requests under secrecy. They belong to the district: which school is meant shows nowhere.
#include "common/names/names.hpp"
#include "common/record/routes.hpp"
#include "services/visitor/api/legal.hpp"

namespace watchbell::visitor {
namespace {

constexpr char kService[] = "watchbell.visitor.v1.SealedRecordsService";

// Runs a rule of the open aggregate on the request inside the sealed one.
template <class Request, class Rule>
Result<v1::SealedRecordsRequest> Run(LegalParts& parts, const rpc::Call& call, Request request,
                                     const std::string& id, Rule rule) {
  request.set_school(std::string{names::kDistrict});
  return Answer(parts.sealed_records, call, request, id,
                [&](const v1::SealedRecordsRequest& sealed, const Context& context) {
                  return Sealed(rule(sealed.request(), request, context));
                });
}

}  // namespace

void ServeSealedRecords(rpc::Server& server, LegalParts& parts) {
  const std::string service = kService;
  server.Unary(service + ".RecordSealedRequest", [&parts](const rpc::Call& call,
                                                          const v1::RecordSealedRequestRequest& request) {
    return Run(parts, call, request.recording(), request.recording().request_id(),
               [&](const auto& known, const auto& asked, const Context& context) {
                 return RecordRequest(known, asked, parts.zone.DateOf(call.now), Desk::kCounsel, context);
               });
  });
  server.Unary(service + ".DecideSealedRequest", [&parts](const rpc::Call& call,
                                                          const v1::DecideSealedRequestRequest& request) {
    return Run(parts, call, request.decision(), request.decision().records_request_id(), DecideRequest);
  });
  server.Unary(service + ".ReleaseSealed",
               [&parts](const rpc::Call& call, const v1::ReleaseSealedRequest& request) {
                 return Run(parts, call, request.release(), request.release().records_request_id(),
                            [&](const auto& known, const auto& release, const Context& context) {
                              return Release(known, release,
                                             parts.settings.desk.content().redisclosure_notice_id(), context);
                            });
               });
  server.Unary(service + ".ListSealedReads",
               [&parts](const rpc::Call&, const v1::ListSealedReadsRequest& request) {
                 return parts.auditor.List(kService, std::string{names::kDistrict}, request);
               });
  Routes<SealedRecordsRequests> routes(server, parts.sealed_records, service);
  routes.List<v1::ListSealedRequestsRequest>(
      "ListSealedRequests", &v1::ListSealedRequestsResponse::add_requests,
      [](const auto&) { return std::string{SealedRecordsRequests::kIndex}; }, true);
}

}  // namespace watchbell::visitor
