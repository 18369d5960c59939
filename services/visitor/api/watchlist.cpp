#include <charconv>

#include "common/record/routes.hpp"
#include "services/visitor/api/api.hpp"

namespace watchbell::visitor {
namespace {

// Runs a rule on the entry; whoever comes next is compared with what it led to.
template <class Request, class Rule>
Result<v1::WatchlistEntry> ChangeAndSearch(Parts& parts, const rpc::Call& call, const Request& request,
                                           const std::string& entry_id, Rule rule) {
  const auto context = ContextOf(call, request);
  if (!context) return tl::unexpected<Error>(context.error());
  auto changed = parts.watchlist.Run(
      request.school(), entry_id, *context,
      [&](const v1::WatchlistEntry& entry, const Context& known) { return rule(entry, request, known); });
  if (!changed) return tl::unexpected<Error>(changed.error());
  if (!parts.screening.AwaitEntry(changed->sequence)) return NotSearchedYet();
  return std::move(changed->state);
}

std::string IndexOf(const v1::ListEntriesRequest& request) {
  switch (request.which()) {
    case v1::ListEntriesRequest::WHICH_PROPOSED: return "watchlist-proposed:" + request.school();
    case v1::ListEntriesRequest::WHICH_RETIRED: return "watchlist-retired:" + request.school();
    default: break;
  }
  const auto listed = "watchlist:" + request.school();
  if (request.kind() == v1::WatchlistEntry::KIND_UNSPECIFIED) return listed;
  return listed + ":" + std::string{NameOf(request.kind())};
}

// The page token is how many changes came before.
Result<v1::ListEntryHistoryResponse> HistoryOf(Parts& parts, const v1::ListEntryHistoryRequest& request) {
  auto events = parts.watchlist.History(request.school(), request.entry_id());
  if (!events) return tl::unexpected<Error>(events.error());
  std::size_t at = 0;
  const auto& token = request.page_token();
  const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), at);
  if (!token.empty() && (error != std::errc{} || end != token.data() + token.size())) {
    return Fail(Code::kInvalidArgument, "PAGE_TOKEN_MALFORMED", "Take the token of the last page.",
                "page_token");
  }
  const auto size = static_cast<std::size_t>(
      request.page_size() > 0 ? std::min(request.page_size(), view::kPageMax) : view::kPageDefault);
  const auto subject = names::RecordSubject(parts.watchlist.KeyOf(request.school(), request.entry_id()));
  v1::ListEntryHistoryResponse response;
  for (; at < events->size() && static_cast<std::size_t>(response.changes_size()) < size; ++at) {
    auto& event = (*events)[at];
    if (auto opened = parts.sealer.Open(event, subject); !opened)
      return tl::unexpected<Error>(opened.error());
    *response.add_changes() = ChangeOf(event);
  }
  if (at < events->size()) response.set_next_page_token(std::to_string(at));
  return response;
}

}  // namespace

void ServeWatchlist(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.visitor.v1.WatchlistService";
  server.Unary(service + ".AddEntry", [&parts](const rpc::Call& call, const v1::AddEntryRequest& request) {
    return ChangeAndSearch(parts, call, request, request.request_id(),
                           [&](const auto& entry, const auto& asked, const Context& context) {
                             return AddEntry(entry, asked, parts.zone, context);
                           });
  });
  server.Unary(service + ".UpdateEntry",
               [&parts](const rpc::Call& call, const v1::UpdateEntryRequest& request) {
                 return ChangeAndSearch(parts, call, request, request.entry_id(),
                                        [&](const auto& entry, const auto& asked, const Context& context) {
                                          return UpdateEntry(entry, asked, parts.zone, context);
                                        });
               });
  server.Unary(service + ".ApproveRetirement",
               [&parts](const rpc::Call& call, const v1::ApproveRetirementRequest& request) {
                 return ChangeAndSearch(parts, call, request, request.entry_id(), ApproveRetirement);
               });
  server.Unary(service + ".ListEntryHistory",
               [&parts](const rpc::Call&, const v1::ListEntryHistoryRequest& request) {
                 return HistoryOf(parts, request);
               });
  Routes<Watchlist> routes(server, parts.watchlist, service);
  routes.Change("RetireEntry", &v1::RetireEntryRequest::entry_id, RetireEntry);
  routes.Change("RejectRetirement", &v1::RejectRetirementRequest::entry_id, RejectRetirement);
  routes.Get("GetEntry", &v1::GetEntryRequest::entry_id);
  routes.List<v1::ListEntriesRequest>("ListEntries", &v1::ListEntriesResponse::add_entries, IndexOf, true);
  routes.List<v1::ListRenewalsRequest>(
      "ListRenewals", &v1::ListRenewalsResponse::add_entries,
      [](const auto& request) { return "watchlist-renewals:" + request.school(); });
}

}  // namespace watchbell::visitor
