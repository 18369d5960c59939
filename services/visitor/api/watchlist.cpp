#include "common/record/routes.hpp"
#include "services/visitor/api/api.hpp"

namespace watchbell::visitor {
namespace {

Result<v1::WatchlistEntry> AddAndSearch(Parts& parts, const rpc::Call& call,
                                        const v1::AddEntryRequest& request) {
  const auto context = ContextOf(call, request);
  if (!context) return tl::unexpected<Error>(context.error());
  auto added = parts.watchlist.Run(
      request.school(), request.request_id(), *context,
      [&](const v1::WatchlistEntry& entry, const Context& known) { return AddEntry(entry, request, known); });
  if (!added) return tl::unexpected<Error>(added.error());
  parts.screening.Await(added->sequence);  // whoever comes next is compared with it
  return std::move(added->state);
}

}  // namespace

void ServeWatchlist(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.visitor.v1.WatchlistService";
  server.Unary(service + ".AddEntry", [&parts](const rpc::Call& call, const v1::AddEntryRequest& request) {
    return AddAndSearch(parts, call, request);
  });
  Routes<Watchlist> routes(server, parts.watchlist, service);
  routes.Change("RetireEntry", &v1::RetireEntryRequest::entry_id, RetireEntry);
  routes.Get("GetEntry", &v1::GetEntryRequest::entry_id);
}

}  // namespace watchbell::visitor
