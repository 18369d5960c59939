#include "common/record/routes.hpp"
#include "services/visitor/adapters/release_check.hpp"
#include "services/visitor/api/api.hpp"
#include "services/visitor/domain/arrival.hpp"

namespace watchbell::visitor {
namespace {

// The dismissal of the same day in which the same adult was stopped for this student.
Result<std::string> StoppedBefore(Parts& parts, const v1::Dismissal& dismissal) {
  std::string page_token;
  do {
    const auto page = parts.dismissals.List(DismissalsOfDay(dismissal.school(), dismissal.day()),
                                            view::kPageMax, page_token);
    if (!page) return tl::unexpected<Error>(page.error());
    for (const auto& earlier : page->states) {
      if (Stopped(earlier, dismissal)) return earlier.id();
    }
    page_token = page->next_page_token;
  } while (!page_token.empty());
  return std::string{};
}

// Everything that the comparison rests on, looked up now. What is away is an error: nothing is released on
// half of it.
Result<ReleaseFacts> Facts(Parts& parts, const rpc::Call& call, const v1::Dismissal& dismissal) {
  auto visit = Read(parts.visits, dismissal.school(), dismissal.visit_id());
  if (!visit) return tl::unexpected<Error>(visit.error());
  const auto day = IsoDate(parts.zone.DateOf(call.now));
  auto custody = AskCustody(*parts.notification, call, *visit, dismissal.student_id(), day);
  if (!custody) return tl::unexpected<Error>(custody.error());
  const auto screened = parts.screening.Screen(QueryOf(*visit), dismissal.school(), day, call.now);
  if (!screened) return tl::unexpected<Error>(screened.error());
  auto stopped = StoppedBefore(parts, dismissal);
  if (!stopped) return tl::unexpected<Error>(stopped.error());
  auto alerts = AlertsNaming(dismissal.student_id(), *visit, screened->matches);
  return ReleaseFacts{std::move(*visit), std::move(*custody), std::move(alerts), std::move(*stopped)};
}

Result<v1::Dismissal> Request(Parts& parts, const rpc::Call& call,
                              const v1::RequestDismissalRequest& request) {
  if (auto closed = parts.doors.WhyClosed(request.school())) return tl::unexpected<Error>(std::move(*closed));
  const auto visit = Read(parts.visits, request.school(), request.visit_id());
  if (!visit) return tl::unexpected<Error>(visit.error());
  const auto day = IsoDate(parts.zone.DateOf(call.now));
  return Answer(parts.dismissals, call, request, request.request_id(),
                [&](const v1::Dismissal& dismissal, const Context& context) {
                  return RequestDismissal(dismissal, request, *visit, day, context);
                });
}

// A step that compares the adult first.
template <class Request>
Result<v1::Dismissal> Compare(Parts& parts, const rpc::Call& call, const Request& request,
                              Decision<v1::DismissalEvent> (*rule)(const v1::Dismissal&, const Request&,
                                                                   const ReleaseFacts&, const Context&)) {
  const auto before = Read(parts.dismissals, request.school(), request.dismissal_id());
  if (!before) return before;
  const auto facts = Facts(parts, call, *before);
  if (!facts) return tl::unexpected<Error>(facts.error());
  return Answer(parts.dismissals, call, request, request.dismissal_id(),
                [&](const v1::Dismissal& dismissal, const Context& context) {
                  return rule(dismissal, request, *facts, context);
                });
}

Result<v1::Dismissal> Release(Parts& parts, const rpc::Call& call, const v1::ReleaseStudentRequest& request) {
  if (auto closed = parts.doors.WhyClosed(request.school())) return tl::unexpected<Error>(std::move(*closed));
  return Compare(parts, call, request, ReleaseStudent);
}

Result<v1::ListDismissalsResponse> List(Parts& parts, const rpc::Call& call,
                                        const v1::ListDismissalsRequest& request) {
  const auto day = request.day().empty() ? IsoDate(parts.zone.DateOf(call.now)) : request.day();
  if (!ParseIsoDate(day)) {
    return Fail(Code::kInvalidArgument, "DAY_MALFORMED", "State the day as YYYY-MM-DD.", "day");
  }
  return watchbell::PageOf(parts.dismissals, &v1::ListDismissalsResponse::add_dismissals,
                           DismissalsOfDay(request.school(), day), request, true);
}

}  // namespace

void ServeDismissals(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.visitor.v1.DismissalService";
  server.Unary(service + ".RequestDismissal",
               [&parts](const rpc::Call& call, const v1::RequestDismissalRequest& request) {
                 return Request(parts, call, request);
               });
  server.Unary(service + ".CheckAdult",
               [&parts](const rpc::Call& call, const v1::CheckAdultRequest& request) {
                 return Compare(parts, call, request, CheckAdult);
               });
  server.Unary(service + ".ApproveUnlistedAdult",
               [&parts](const rpc::Call& call, const v1::ApproveUnlistedAdultRequest& request) {
                 return Compare(parts, call, request, ApproveUnlisted);
               });
  server.Unary(service + ".ReleaseStudent",
               [&parts](const rpc::Call& call, const v1::ReleaseStudentRequest& request) {
                 return Release(parts, call, request);
               });
  server.Unary(service + ".ListDismissals",
               [&parts](const rpc::Call& call, const v1::ListDismissalsRequest& request) {
                 return List(parts, call, request);
               });
  Routes<Dismissals> routes(server, parts.dismissals, service);
  routes.Change("RecordChildAnswer", &v1::RecordChildAnswerRequest::dismissal_id, RecordChildAnswer);
  routes.Change("RefuseDismissal", &v1::RefuseDismissalRequest::dismissal_id, RefuseDismissal);
  routes.Get("GetDismissal", &v1::GetDismissalRequest::dismissal_id);
}

}  // namespace watchbell::visitor
