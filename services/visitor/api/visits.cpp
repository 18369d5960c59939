#include <algorithm>

#include "common/record/routes.hpp"
#include "services/visitor/api/api.hpp"
#include "services/visitor/domain/check_in.hpp"

namespace watchbell::visitor {
namespace {

constexpr int kSearchPagesMax = 4;  // that one call looks through
constexpr int kCheckOutPage = 100;  // visits between two reports

Result<v1::Visit> CheckOutWearer(Parts& parts, const rpc::Call& call,
                                 const v1::CheckOutByBadgeRequest& request) {
  const auto wearer = WearerOf(parts, request.school(), request.badge());
  if (!wearer) return wearer;
  return Answer(parts.visits, call, request, wearer->id(),
                [](const v1::Visit& visit, const Context&) { return Leave(visit, v1::DEPARTURE_BADGE); });
}

Result<v1::Visit> MoveVisitor(Parts& parts, const rpc::Call& call, const v1::MoveToZoneRequest& request) {
  std::string visit_id = request.visit_id();
  if (request.visitor_case() == v1::MoveToZoneRequest::kBadge) {
    const auto wearer = WearerOf(parts, request.school(), request.badge());
    if (!wearer) return wearer;
    visit_id = wearer->id();
  }
  return Answer(parts.visits, call, request, visit_id, [&](const v1::Visit& visit, const Context& context) {
    return MoveToZone(visit, request, context);
  });
}

// A page of them; whether another follows.
Result<bool> CheckOutPage(Parts& parts, const Context& context, const v1::CheckOutAllRequest& request,
                          std::string& page_token, v1::CheckOutAllProgress& progress) {
  const auto page = parts.visits.List("on_site:" + request.school(), kCheckOutPage, page_token);
  if (!page) return tl::unexpected<Error>(page.error());
  for (const auto& visit : page->states) {
    Context own = context;
    own.request_id = id::Derive("check-out of all " + visit.id(), context.request_id);
    const auto left =
        parts.visits.Run(request.school(), visit.id(), own,
                         [](const v1::Visit& now, const Context&) { return Leave(now, v1::DEPARTURE_BULK); });
    if (!left) progress.set_failed(progress.failed() + 1);
    if (left && left->changed) progress.set_checked_out(progress.checked_out() + 1);
  }
  page_token = page->next_page_token;
  return !page_token.empty();
}

void CheckOutEverybody(Parts& parts, const rpc::Call& call, const v1::CheckOutAllRequest& request,
                       rpc::Stream& stream) {
  const auto context = ContextOf(call, request);
  if (!context) return stream.Finish(tl::unexpected<Error>(context.error()));
  std::string page_token;
  for (v1::CheckOutAllProgress progress; !progress.done() && stream.Open();) {
    const auto more = CheckOutPage(parts, *context, request, page_token, progress);
    if (!more) return stream.Finish(tl::unexpected<Error>(more.error()));
    progress.set_done(!*more);
    stream.Send(progress);
  }
  stream.Finish({});
}

Result<v1::ListOnSiteResponse> ListOnSite(Parts& parts, const v1::ListOnSiteRequest& request) {
  if (request.zone().empty()) {
    return watchbell::PageOf(parts.visits, &v1::ListOnSiteResponse::add_visits, "on_site:" + request.school(),
                             request);
  }
  auto page = parts.visits.ListBlind("zone:" + request.school(), request.zone(), request.page_size(),
                                     request.page_token());
  if (!page) return tl::unexpected<Error>(page.error());
  v1::ListOnSiteResponse response;
  for (auto& visit : page->states) *response.add_visits() = std::move(visit);
  response.set_next_page_token(page->next_page_token);
  return response;
}

Result<v1::ListVisitsResponse> ListVisits(Parts& parts, const v1::ListVisitsRequest& request) {
  view::Scores scores;
  const auto score = [&](std::chrono::year_month_day day) {
    return static_cast<double>(parts.zone.At(day, std::chrono::minutes{0}).time_since_epoch().count());
  };
  for (const auto& [text, field] :
       {std::pair{request.from_day(), "from_day"}, {request.until_day(), "until_day"}}) {
    if (!text.empty() && !ParseIsoDate(text)) {
      return Fail(Code::kInvalidArgument, "DAY_MALFORMED", "State the day as YYYY-MM-DD.", field);
    }
  }
  if (const auto from = ParseIsoDate(request.from_day())) scores.lowest = score(*from);
  if (const auto until = ParseIsoDate(request.until_day())) {
    scores.highest = score(std::chrono::sys_days{*until} + std::chrono::days{1}) - 1;
  }
  auto page = parts.visits.List("arrivals:" + request.school(), request.page_size(), request.page_token(),
                                true, scores);
  if (!page) return tl::unexpected<Error>(page.error());
  v1::ListVisitsResponse response;
  for (auto& visit : page->states) *response.add_visits() = std::move(visit);
  response.set_next_page_token(page->next_page_token);
  return response;
}

Result<v1::SearchVisitsResponse> SearchVisits(Parts& parts, const v1::SearchVisitsRequest& request) {
  const auto words = NameWords(request.given_name(), request.family_name());
  if (words.empty()) {
    return Fail(Code::kInvalidArgument, "NAME_MISSING", "Type a given or a family name.", "family_name");
  }
  v1::SearchVisitsResponse response;
  response.set_next_page_token(request.page_token());
  for (int i = 0; i < kSearchPagesMax; ++i) {
    // The last word is of the family name, if there is one: the rarer. The others are looked for in what it
    // finds.
    auto page = parts.visits.ListBlind("name:" + request.school(), words.back(), request.page_size(),
                                       response.next_page_token(), true);
    if (!page) return tl::unexpected<Error>(page.error());
    for (auto& visit : page->states) {
      const auto its = NameWords(visit.given_name(), visit.family_name());
      const bool all = std::all_of(words.begin(), words.end(), [&](const auto& word) {
        return std::find(its.begin(), its.end(), word) != its.end();
      });
      if (all) *response.add_visits() = std::move(visit);
    }
    response.set_next_page_token(page->next_page_token);
    if (page->next_page_token.empty() || response.visits_size() > 0) break;
  }
  return response;
}

}  // namespace

void ServeVisits(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.visitor.v1.VisitService";
  server.Unary(service + ".CheckIn", [&parts](const rpc::Call& call, const v1::CheckInRequest& request) {
    return CheckInAtDesk(parts, call, request);
  });
  server.Unary(service + ".ScreenVisit",
               [&parts](const rpc::Call& call, const v1::ScreenVisitRequest& request) {
                 return ScreenLateVisit(parts, call, request);
               });
  server.Unary(service + ".MoveToZone",
               [&parts](const rpc::Call& call, const v1::MoveToZoneRequest& request) {
                 return MoveVisitor(parts, call, request);
               });
  server.Unary(service + ".CheckOutByBadge",
               [&parts](const rpc::Call& call, const v1::CheckOutByBadgeRequest& request) {
                 return CheckOutWearer(parts, call, request);
               });
  server.Streaming(service + ".CheckOutAll",
                   [&parts](const rpc::Call& call, const v1::CheckOutAllRequest& request,
                            const std::shared_ptr<rpc::Stream>& stream) {
                     CheckOutEverybody(parts, call, request, *stream);
                   });
  server.Unary(service + ".ListOnSite", [&parts](const rpc::Call&, const v1::ListOnSiteRequest& request) {
    return ListOnSite(parts, request);
  });
  server.Unary(service + ".ListVisits", [&parts](const rpc::Call&, const v1::ListVisitsRequest& request) {
    return ListVisits(parts, request);
  });
  server.Unary(service + ".SearchVisits", [&parts](const rpc::Call&, const v1::SearchVisitsRequest& request) {
    return SearchVisits(parts, request);
  });
  server.Unary(service + ".DecideMatch",
               [&parts](const rpc::Call& call, const v1::DecideMatchRequest& request) {
                 return DecideAndRemember(parts, call, request);
               });
  Routes<Visits> routes(server, parts.visits, service);
  routes.Create("AnnounceArrival", AnnounceArrival);
  routes.Change("CheckOut", &v1::CheckOutRequest::visit_id, CheckOut);
  routes.Get("GetVisit", &v1::GetVisitRequest::visit_id);
}

}  // namespace watchbell::visitor
