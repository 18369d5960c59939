#include <algorithm>

#include "common/names/names.hpp"
#include "common/record/routes.hpp"
#include "services/visitor/api/legal.hpp"

namespace watchbell::visitor {
namespace {

constexpr char kService[] = "watchbell.visitor.v1.RecordsService";

// The request of that student that asks for the same; nothing: it is a new one. Also what its own first try
// recorded.
Result<std::optional<std::string>> SameBefore(LegalParts& parts, const v1::RecordRequestRequest& request) {
  std::string page_token;
  do {
    auto page = parts.records.List("ledger:" + request.claim().student_id(), view::kPageMax, page_token);
    if (!page) return tl::unexpected<Error>(page.error());
    for (const auto& known : page->states)
      if (known.school() == request.school() && known.id() != request.request_id() &&
          IsSameClaim(known.claim(), request.claim()))
        return std::optional{known.id()};
    page_token = page->next_page_token;
  } while (!page_token.empty());
  return std::nullopt;
}

Result<v1::RecordsRequest> Record(LegalParts& parts, const rpc::Call& call,
                                  const v1::RecordRequestRequest& request) {
  const auto today = parts.zone.DateOf(call.now);
  std::optional<std::string> same;
  if (!WhatIsMissing(request.claim())) {  // only a whole claim has a student to look for
    // While Redis is away a repetition becomes a row of its own: an emergency is not kept waiting for it.
    if (auto found = SameBefore(parts, request)) same = std::move(*found);
  }
  if (same) {
    return Answer(
        parts.records, call, request, *same,
        [](const v1::RecordsRequest& known, const Context& context) { return AskAgain(known, context); });
  }
  return Answer(parts.records, call, request, request.request_id(),
                [&](const v1::RecordsRequest& known, const Context& context) {
                  return RecordRequest(known, request, today, Desk::kRecords, context);
                });
}

// Only that school's: the index holds a student's requests at every school.
Result<v1::ListLedgerResponse> Ledger(LegalParts& parts, const v1::ListLedgerRequest& request) {
  auto response = watchbell::PageOf(parts.records, &v1::ListLedgerResponse::add_requests,
                                    "ledger:" + request.student_id(), request, true);
  if (!response) return response;
  auto& requests = *response->mutable_requests();
  requests.erase(std::remove_if(requests.begin(), requests.end(),
                                [&](const auto& one) { return one.school() != request.school(); }),
                 requests.end());
  return response;
}

void ServeOutside(rpc::Server& server, LegalParts& parts) {
  Routes<OutsideRequests> routes(server, parts.outside_requests, kService);
  routes.Create("OpenOutsideRequest", OpenOutsideRequest);
  routes.Change("CloseOutsideRequest", &v1::CloseOutsideRequestRequest::outside_request_id,
                CloseOutsideRequest);
  routes.List<v1::ListOutsideRequestsRequest>(
      "ListOutsideRequests", &v1::ListOutsideRequestsResponse::add_requests,
      [](const auto& request) { return "outside:" + request.school(); }, true);
  server.Unary(
      std::string{kService} + ".ListLinkCards",
      [&parts](const rpc::Call&, const v1::ListLinkCardsRequest&) -> Result<v1::ListLinkCardsResponse> {
        return parts.settings.desk.content();
      });
}

}  // namespace

void ServeRecords(rpc::Server& server, LegalParts& parts) {
  const std::string service = kService;
  server.Unary(service + ".RecordRequest",
               [&parts](const rpc::Call& call, const v1::RecordRequestRequest& request) {
                 return Record(parts, call, request);
               });
  server.Unary(service + ".TellFamily",
               [&parts](const rpc::Call& call, const v1::TellFamilyRequest& request) {
                 return Answer(parts.records, call, request, request.records_request_id(),
                               [&](const v1::RecordsRequest& known, const Context& context) {
                                 return TellFamily(known, request, parts.settings.objection_window, context);
                               });
               });
  server.Unary(service + ".Release", [&parts](const rpc::Call& call, const v1::ReleaseRequest& request) {
    return Answer(parts.records, call, request, request.records_request_id(),
                  [&](const v1::RecordsRequest& known, const Context& context) {
                    return Release(known, request, parts.settings.desk.content().redisclosure_notice_id(),
                                   context);
                  });
  });
  server.Unary(service + ".ListLedger", [&parts](const rpc::Call&, const v1::ListLedgerRequest& request) {
    return Ledger(parts, request);
  });
  server.Unary(service + ".ListRecordsReads",
               [&parts](const rpc::Call&, const v1::ListRecordsReadsRequest& request) {
                 return parts.auditor.List(kService, request.school(), request);
               });
  Routes<RecordsRequests> routes(server, parts.records, service);
  routes.Change("RecordObjection", &v1::RecordObjectionRequest::records_request_id, RecordObjection);
  routes.Change("DecideRequest", &v1::DecideRequestRequest::records_request_id, DecideRequest);
  routes.Change("EndEmergency", &v1::EndEmergencyRequest::records_request_id, EndEmergency);
  routes.Get("GetRequest", &v1::GetRequestRequest::records_request_id);
  routes.List<v1::ListRequestsRequest>(
      "ListRequests", &v1::ListRequestsResponse::add_requests,
      [](const auto& request) { return "records_open:" + request.school(); }, true);
  ServeOutside(server, parts);
}

}  // namespace watchbell::visitor
