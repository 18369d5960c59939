#include "services/visitor/service.hpp"

#include <algorithm>

namespace watchbell::visitor {
namespace {

constexpr int kMatchesMax = 8;  // the likeliest; a person compares no more

}  // namespace

VisitorService::VisitorService(service::Host& host, TimeZone zone)
    : zone_(zone),
      record_(host, std::string{Visits::kService}),
      visits_(record_.environment()),
      watchlist_(record_.environment()),
      screening_(host.bus(), host.sealer()) {
  record_.Follow(visits_, watchlist_);
  Register(host.server());
}

Result<v1::Visit> VisitorService::CheckIn(const rpc::Call& call, const v1::CheckInRequest& request) {
  const auto today = zone_.DateOf(call.now);
  auto arrival = ReadArrival(request, today);
  if (!arrival) return tl::unexpected<Error>(arrival.error());
  const auto matches = screening_.Screen(arrival->query, request.school(), IsoDate(today));
  if (!matches) return tl::unexpected<Error>(matches.error());
  for (int i = 0; i < std::min<int>(kMatchesMax, static_cast<int>(matches->size())); ++i) {
    *arrival->visit.add_matches() = (*matches)[static_cast<std::size_t>(i)];
  }
  return Answer(visits_, call, request, request.request_id(),
                [&](const v1::Visit& visit, const Context& context) {
                  return visitor::CheckIn(visit, arrival->visit, context);
                },
                {.likely_new = true});
}

Result<v1::ListOnSiteResponse> VisitorService::ListOnSite(const v1::ListOnSiteRequest& request) {
  auto page = visits_.List("on_site:" + request.school(), request.page_size(), request.page_token());
  if (!page) return tl::unexpected<Error>(page.error());
  v1::ListOnSiteResponse response;
  for (auto& visit : page->states) *response.add_visits() = std::move(visit);
  response.set_next_page_token(page->next_page_token);
  return response;
}

Result<v1::WatchlistEntry> VisitorService::AddEntry(const rpc::Call& call,
                                                    const v1::AddEntryRequest& request) {
  const auto context = ContextOf(call, request);
  if (!context) return tl::unexpected<Error>(context.error());
  auto added = watchlist_.Run(request.school(), request.request_id(), *context,
                              [&](const v1::WatchlistEntry& entry, const Context& known) {
                                return visitor::AddEntry(entry, request, known);
                              });
  if (!added) return tl::unexpected<Error>(added.error());
  screening_.Await(added->sequence);  // whoever comes next is compared with it
  return std::move(added->state);
}

void VisitorService::Register(rpc::Server& server) {
  const std::string visits = "watchbell.visitor.v1.VisitService.";
  server.Unary(visits + "CheckIn", [this](const rpc::Call& call, const v1::CheckInRequest& request) {
    return CheckIn(call, request);
  });
  server.Unary(visits + "DecideMatch", [this](const rpc::Call& call, const v1::DecideMatchRequest& request) {
    return Answer(
        visits_, call, request, request.visit_id(),
        [&](const v1::Visit& visit, const Context& context) { return DecideMatch(visit, request, context); });
  });
  server.Unary(visits + "CheckOut", [this](const rpc::Call& call, const v1::CheckOutRequest& request) {
    return Answer(
        visits_, call, request, request.visit_id(),
        [&](const v1::Visit& visit, const Context& context) { return CheckOut(visit, request, context); });
  });
  server.Unary(visits + "GetVisit", [this](const rpc::Call&, const v1::GetVisitRequest& request) {
    return Read(visits_, request.school(), request.visit_id());
  });
  server.Unary(visits + "ListOnSite", [this](const rpc::Call&, const v1::ListOnSiteRequest& request) {
    return ListOnSite(request);
  });

  const std::string watchlist = "watchbell.visitor.v1.WatchlistService.";
  server.Unary(watchlist + "AddEntry", [this](const rpc::Call& call, const v1::AddEntryRequest& request) {
    return AddEntry(call, request);
  });
  server.Unary(watchlist + "RetireEntry",
               [this](const rpc::Call& call, const v1::RetireEntryRequest& request) {
                 return Answer(watchlist_, call, request, request.entry_id(),
                               [&](const v1::WatchlistEntry& entry, const Context& context) {
                                 return RetireEntry(entry, request, context);
                               });
               });
  server.Unary(watchlist + "GetEntry", [this](const rpc::Call&, const v1::GetEntryRequest& request) {
    return Read(watchlist_, request.school(), request.entry_id());
  });
}

}  // namespace watchbell::visitor
