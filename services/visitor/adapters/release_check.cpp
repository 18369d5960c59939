#include "services/visitor/adapters/release_check.hpp"

namespace watchbell::visitor {
namespace {

constexpr std::chrono::milliseconds kTimeout{3000};

}  // namespace

Result<notification::v1::CheckReleaseResponse> AskCustody(rpc::Client& notification, const rpc::Call& call,
                                                          const v1::Visit& adult,
                                                          const std::string& student_id,
                                                          const std::string& day) {
  notification::v1::CheckReleaseRequest request;
  request.set_school(adult.school());
  request.set_student_id(student_id);
  request.set_given_name(adult.given_name());
  request.set_family_name(adult.family_name());
  request.set_date_of_birth(adult.date_of_birth());
  request.set_day(day);
  notification::v1::CheckReleaseResponse response;
  auto asked = notification.CallAndWait(
      "watchbell.notification.v1.CustodyService.CheckRelease", request, response,
      {.metadata = {{identity::kTokenHeader, "Bearer " + call.token}, {"traceparent", call.traceparent}},
       .timeout = kTimeout});
  if (!asked) return tl::unexpected<Error>(asked.error());
  return response;
}

}  // namespace watchbell::visitor
