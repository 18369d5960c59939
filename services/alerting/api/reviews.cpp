#include "common/record/routes.hpp"
#include "services/alerting/adapters/incident_history.hpp"
#include "services/alerting/api/api.hpp"

namespace watchbell::alerting {
namespace {

Result<std::vector<v1::IncidentEvent>> HistoryFor(Parts& parts, const v1::DraftReviewRequest& request) {
  if (request.incident_id().empty()) return std::vector<v1::IncidentEvent>{};
  const auto incident = parts.incidents.Get(request.school(), request.incident_id());
  if (!incident) return tl::unexpected<Error>(incident.error());
  return HistoryOf(parts.host.bus(), parts.host.sealer(),
                   parts.incidents.KeyOf(request.school(), request.incident_id()), incident->sequence);
}

Result<v1::Review> Draft(Parts& parts, const rpc::Call& call, const v1::DraftReviewRequest& request) {
  const auto history = HistoryFor(parts, request);
  if (!history) return tl::unexpected<Error>(history.error());
  return Answer(parts.reviews, call, request, request.request_id(),
                [&](const v1::Review& state, const Context& context) {
                  return DraftReview(state, request, *history, context);
                });
}

Result<v1::Review> Close(Parts& parts, const rpc::Call& call, const v1::CloseReviewRequest& request) {
  const auto open = parts.action_items.List("action_items_of:" + request.review_id(), 1, "");
  if (!open) return tl::unexpected<Error>(open.error());
  return Answer(parts.reviews, call, request, request.review_id(),
                [&](const v1::Review& state, const Context& context) {
                  return CloseReview(state, !open->states.empty(), context);
                });
}

}  // namespace

void ServeReviews(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.alerting.v1.ReviewService";
  server.Unary(service + ".DraftReview",
               [&parts](const rpc::Call& call, const v1::DraftReviewRequest& request) {
                 return Draft(parts, call, request);
               });
  server.Unary(service + ".CloseReview",
               [&parts](const rpc::Call& call, const v1::CloseReviewRequest& request) {
                 return Close(parts, call, request);
               });
  Routes<Reviews> routes(server, parts.reviews, service);
  routes.Change("AddReviewFinding", &v1::AddReviewFindingRequest::review_id, AddReviewFinding);
  routes.Get("GetReview", &v1::GetReviewRequest::review_id);
  routes.List<v1::ListReviewsRequest>(
      "ListReviews", &v1::ListReviewsResponse::add_reviews,
      [](const auto& request) { return "reviews:" + request.school(); }, true);
}

}  // namespace watchbell::alerting
