#include "common/record/routes.hpp"
#include "services/alerting/api/api.hpp"

namespace watchbell::alerting {
namespace {

// The minutes, and then the committee's clock; a repetition does what is missing.
Result<v1::CommitteeMeeting> Record(Parts& parts, const rpc::Call& call,
                                    const v1::RecordMeetingRequest& request) {
  const auto context = ContextOf(call, request);
  if (!context) return tl::unexpected<Error>(context.error());
  const auto committee = Read(parts.committees, request.school(), CommitteeId(request.school()));
  if (!committee) return tl::unexpected<Error>(committee.error());
  auto meeting = Answer(parts.meetings, call, request, request.request_id(),
                        [&](const v1::CommitteeMeeting& state, const Context& known) {
                          return RecordMeeting(state, request, known);
                        });
  if (!meeting) return meeting;
  const auto noted = parts.committees.Run(
      request.school(), CommitteeId(request.school()), *context,
      [&](const v1::Committee& state, const Context&) { return NoteMeeting(state, *meeting); });
  if (!noted) return tl::unexpected<Error>(noted.error());
  return meeting;
}

}  // namespace

void ServeCommittees(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.alerting.v1.CommitteeService";
  server.Unary(service + ".AppointCommittee",
               [&parts](const rpc::Call& call, const v1::AppointCommitteeRequest& request) {
                 return Answer(parts.committees, call, request, CommitteeId(request.school()),
                               [&](const v1::Committee& state, const Context& context) {
                                 return AppointCommittee(state, request, context);
                               });
               });
  server.Unary(service + ".GetCommittee", [&parts](const rpc::Call&, const v1::GetCommitteeRequest& request) {
    return Read(parts.committees, request.school(), CommitteeId(request.school()));
  });
  server.Unary(service + ".RecordMeeting",
               [&parts](const rpc::Call& call, const v1::RecordMeetingRequest& request) {
                 return Record(parts, call, request);
               });
  Routes<CommitteeMeetings>(server, parts.meetings, service)
      .List<v1::ListMeetingsRequest>(
          "ListMeetings", &v1::ListMeetingsResponse::add_meetings,
          [](const auto& request) { return "meetings:" + request.school(); }, true);
  Routes<ActionItems> items(server, parts.action_items, service);
  items.Create("AssignActionItem", AssignActionItem);
  items.Change("CloseActionItem", &v1::CloseActionItemRequest::item_id, CloseActionItem);
  items.List<v1::ListActionItemsRequest>(
      "ListActionItems", &v1::ListActionItemsResponse::add_items,
      [](const auto& request) { return "action_items:" + request.school(); });
}

}  // namespace watchbell::alerting
