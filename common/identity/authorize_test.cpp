#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/identity/caller.hpp"
#include "watchbell/alerting/v1/alarm_service.pb.h"
#include "watchbell/gateway/v1/session_service.pb.h"
#include "watchbell/notification/v1/directory_service.pb.h"
#include "watchbell/threat_intake/v1/tip_service.pb.h"
#include "watchbell/visitor/v1/visit_service.pb.h"

namespace watchbell::identity {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::Message;
using policy::v1::PERSONAL;
using policy::v1::STAFF;
using testing::ElementsAre;
using testing::IsEmpty;

const google::protobuf::MethodDescriptor& Method(const std::string& name) {
  return *DescriptorPool::generated_pool()->FindMethodByName("watchbell." + name);
}

class Authorization : public testing::Test {
 protected:
  Result<Authority> CheckIn(const Caller& caller, const std::string& school) const {
    visitor::v1::CheckInRequest request;
    request.set_school(school);
    return Ask(caller, "visitor.v1.VisitService.CheckIn", request);
  }
  Result<Authority> Ask(const Caller& caller, const std::string& method, const Message& request) const {
    return Authorize(roles_, caller, Method(method), request);
  }

  const Roles roles_ = Roles::Parse(R"({"roles": {
      "clerk": {"permissions": ["visit.check_in", "visit.read"], "classes": ["STAFF", "PERSONAL"]},
      "teacher": {"permissions": ["session.use", "school.list", "incident.read"], "classes": ["STAFF"]},
      "admin": {"permissions": ["directory.import"], "classes": []}
    }})")
                           .value();
  const Caller clerk_{"p-1", {{"clerk", "lincoln-es"}, {"teacher", "adams-ms"}}};
};

TEST_F(Authorization, AtTheSchoolOfTheGrantACallIsAllowedWithWhatTheGrantGivesThere) {
  const auto authority = CheckIn(clerk_, "lincoln-es");
  ASSERT_TRUE(authority);
  EXPECT_THAT(authority->permissions, ElementsAre("visit.check_in", "visit.read"));
  EXPECT_THAT(authority->classes, ElementsAre(STAFF, PERSONAL));
}

TEST_F(Authorization, AtAnotherSchoolItIsDenied) {
  for (const char* school : {"adams-ms", "no-such-school", "district"}) {
    const auto authority = CheckIn(clerk_, school);
    ASSERT_FALSE(authority) << school;
    EXPECT_EQ(authority.error().code, Code::kPermissionDenied);
    EXPECT_EQ(authority.error().reason, "NOT_PERMITTED");
    EXPECT_EQ(authority.error().remedy, CheckIn(clerk_, "adams-ms").error().remedy)
        << "an answer must not tell whether the school exists";
  }
}

TEST_F(Authorization, WhatIsNoSchoolCodeIsAnInvalidArgument) {
  for (const char* school : {"", "*", "Lincoln ES", "lincoln.es", "lincoln-es.>"}) {
    const auto authority = CheckIn(clerk_, school);
    ASSERT_FALSE(authority) << school;
    EXPECT_EQ(authority.error().code, Code::kInvalidArgument);
    EXPECT_EQ(authority.error().field, "school");
  }
}

TEST_F(Authorization, AGrantForTheDistrictCoversEverySchool) {
  const Caller caller{"p-1", {{"clerk", "district"}}};
  EXPECT_TRUE(CheckIn(caller, "lincoln-es"));
  EXPECT_TRUE(CheckIn(caller, "adams-ms"));
  EXPECT_TRUE(CheckIn(caller, "district"));
}

TEST_F(Authorization, NobodySignedInIsUnauthenticatedEvenWithGrants) {
  EXPECT_EQ(CheckIn({}, "lincoln-es").error().code, Code::kUnauthenticated);
  EXPECT_EQ(CheckIn({"", {{"clerk", "district"}}}, "lincoln-es").error().code, Code::kUnauthenticated);
}

TEST_F(Authorization, ForTheDistrictAGrantAtASchoolIsNotEnough) {
  const notification::v1::ImportDistrictRequest request;
  const std::string method = "notification.v1.DirectoryService.ImportDistrict";
  EXPECT_TRUE(Ask({"p-1", {{"admin", "district"}}}, method, request));
  EXPECT_EQ(Ask({"p-1", {{"admin", "lincoln-es"}}}, method, request).error().code, Code::kPermissionDenied);
}

TEST_F(Authorization, AnywhereCountsEveryGrant) {
  const auto authority =
      Ask(clerk_, "alerting.v1.AlarmService.ListOpenIncidents", alerting::v1::ListOpenIncidentsRequest());
  ASSERT_TRUE(authority);
  EXPECT_EQ(authority->permissions, roles_.AllPermissions(clerk_));
  const Caller only_clerk{"p-1", {{"clerk", "lincoln-es"}}};
  EXPECT_EQ(
      Ask(only_clerk, "alerting.v1.AlarmService.ListOpenIncidents", alerting::v1::ListOpenIncidentsRequest())
          .error()
          .code,
      Code::kPermissionDenied);
}

TEST_F(Authorization, AnyoneMaySendATipAndIsGivenNothingElse) {
  for (const Caller& caller : {Caller{}, clerk_}) {
    const auto authority =
        Ask(caller, "threat_intake.v1.TipService.SubmitTip", threat_intake::v1::SubmitTipRequest());
    ASSERT_TRUE(authority);
    EXPECT_THAT(authority->permissions, IsEmpty());
    EXPECT_THAT(authority->classes, IsEmpty());
  }
}

TEST_F(Authorization, AMethodWithoutAPolicyIsForbidden) {
  google::protobuf::FileDescriptorProto file;
  file.set_name("bare.proto");
  file.add_message_type()->set_name("Empty");
  auto* service = file.add_service();
  service->set_name("Bare");
  auto* method = service->add_method();
  method->set_name("Call");
  method->set_input_type("Empty");
  method->set_output_type("Empty");
  DescriptorPool pool(DescriptorPool::generated_pool());
  ASSERT_NE(pool.BuildFile(file), nullptr);
  const Caller all{"p-1", {{"clerk", "district"}, {"teacher", "district"}, {"admin", "district"}}};
  const auto authority =
      Authorize(roles_, all, *pool.FindMethodByName("Bare.Call"), gateway::v1::GetSessionRequest());
  ASSERT_FALSE(authority);
  EXPECT_EQ(authority.error().code, Code::kPermissionDenied);
}

}  // namespace
}  // namespace watchbell::identity
