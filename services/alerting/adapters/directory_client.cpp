#include "services/alerting/adapters/directory_client.hpp"

#include "watchbell/notification/v1/custody.pb.h"
#include "watchbell/notification/v1/notice.pb.h"
#include "watchbell/visitor/v1/order_check.pb.h"

namespace watchbell::alerting {
namespace {

constexpr std::chrono::milliseconds kTimeout{3000};

rpc::CallOptions OnBehalfOf(const rpc::Call& call) {
  return {.metadata = {{identity::kTokenHeader, "Bearer " + call.token}, {"traceparent", call.traceparent}},
          .timeout = kTimeout};
}

template <class Response>
Result<Response> Ask(rpc::Client& service, const rpc::Call& call, const std::string& method,
                     const google::protobuf::Message& request) {
  Response response;
  auto asked = service.CallAndWait(method, request, response, OnBehalfOf(call));
  if (!asked) return tl::unexpected<Error>(asked.error());
  return response;
}

v1::ReunionVerdict VerdictOf(notification::v1::ReleaseVerdict verdict) {
  switch (verdict) {
    case notification::v1::RELEASE_VERDICT_AUTHORISED: return v1::REUNION_VERDICT_AUTHORISED;
    case notification::v1::RELEASE_VERDICT_NOT_LISTED: return v1::REUNION_VERDICT_NOT_LISTED;
    case notification::v1::RELEASE_VERDICT_BARRED: return v1::REUNION_VERDICT_BARRED;
    default: return v1::REUNION_VERDICT_UNSPECIFIED;
  }
}

}  // namespace

Result<notification::v1::ListRosterResponse> AskRoster(rpc::Client& notification, const rpc::Call& call,
                                                       const std::string& school, const std::string& period) {
  notification::v1::ListRosterRequest request;
  request.set_school(school);
  request.set_period(period);
  return Ask<notification::v1::ListRosterResponse>(
      notification, call, "watchbell.notification.v1.RosterService.ListRoster", request);
}

Result<v1::ReunionVerdict> AskCustody(rpc::Client& notification, const rpc::Call& call,
                                      const v1::Reunion& reunion, const v1::ReunionAdult& adult,
                                      const std::string& day) {
  notification::v1::CheckReleaseRequest request;
  request.set_school(reunion.school());
  request.set_student_id(reunion.student_id());
  request.set_given_name(adult.given_name());
  request.set_family_name(adult.family_name());
  request.set_date_of_birth(adult.date_of_birth());
  request.set_day(day);
  const auto answer = Ask<notification::v1::CheckReleaseResponse>(
      notification, call, "watchbell.notification.v1.CustodyService.CheckRelease", request);
  if (!answer) return tl::unexpected<Error>(answer.error());
  return VerdictOf(answer->verdict());
}

Result<bool> AskOrders(rpc::Client& visitor, const rpc::Call& call, const v1::Reunion& reunion,
                       const v1::ReunionAdult& adult) {
  visitor::v1::CheckOrdersRequest request;
  request.set_school(reunion.school());
  request.set_student_id(reunion.student_id());
  request.set_given_name(adult.given_name());
  request.set_family_name(adult.family_name());
  request.set_date_of_birth(adult.date_of_birth());
  const auto answer = Ask<visitor::v1::CheckOrdersResponse>(
      visitor, call, "watchbell.visitor.v1.OrderService.CheckOrders", request);
  if (!answer) return tl::unexpected<Error>(answer.error());
  return !answer->entry_ids().empty();
}

Result<v1::ReachCount> AskReach(rpc::Client& notification, const rpc::Call& call, const std::string& school,
                                const std::string& incident_id) {
  notification::v1::ListNoticesRequest about;
  about.set_school(school);
  about.set_about_id(incident_id);
  about.set_page_size(1);
  const auto notices = Ask<notification::v1::ListNoticesResponse>(
      notification, call, "watchbell.notification.v1.NoticeService.ListNotices", about);
  if (!notices) return tl::unexpected<Error>(notices.error());
  if (notices->notices().empty()) return Fail(Code::kNotFound, "NO_NOTICE", "Nobody was told yet.");
  notification::v1::ListUnreachedRequest of;
  of.set_school(school);
  of.set_notice_id(notices->notices(0).id());
  const auto unreached = Ask<notification::v1::ListUnreachedResponse>(
      notification, call, "watchbell.notification.v1.NoticeService.ListUnreached", of);
  if (!unreached) return tl::unexpected<Error>(unreached.error());
  v1::ReachCount count;
  count.set_notice_id(of.notice_id());
  count.set_recipients(unreached->recipients());
  count.set_reached(unreached->reached());
  count.set_acknowledged(unreached->acknowledged());
  count.set_complete(unreached->complete());
  for (const auto& person : unreached->unreached()) count.add_unreached_ids(person.person_id());
  return count;
}

Result<notification::v1::GetCallListResponse> AskCallList(rpc::Client& notification, const rpc::Call& call,
                                                          const std::string& school,
                                                          notification::v1::Hazard hazard) {
  notification::v1::GetCallListRequest request;
  request.set_school(school);
  request.set_hazard(hazard);
  return Ask<notification::v1::GetCallListResponse>(
      notification, call, "watchbell.notification.v1.PartnerService.GetCallList", request);
}

Result<visitor::v1::EmergencyView> AskVisitors(rpc::Client& visitor, const rpc::Call& call,
                                               const std::string& school, const std::string& incident_id) {
  visitor::v1::GetEmergencyViewRequest request;
  request.set_school(school);
  request.set_incident_id(incident_id);
  return Ask<visitor::v1::EmergencyView>(visitor, call,
                                         "watchbell.visitor.v1.EmergencyService.GetEmergencyView", request);
}

}  // namespace watchbell::alerting
