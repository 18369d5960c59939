// On a real NATS: what a directory that is there, away or behind makes of a wrong school code.
#include "services/gateway/edge/known_schools.hpp"

#include <gtest/gtest.h>

#include <future>

#include "common/bus/stream.hpp"
#include "common/testing/await.hpp"
#include "common/testing/servers.hpp"
#include "watchbell/alerting/v1/alarm_service.pb.h"
#include "watchbell/visitor/v1/visit_service.pb.h"

namespace watchbell::gateway {
namespace {

constexpr char kRaise[] = "watchbell.alerting.v1.AlarmService.Raise";
constexpr char kRaiseMany[] = "watchbell.alerting.v1.AlarmService.RaiseMany";

std::string Raising(const std::string& school) {
  alerting::v1::RaiseRequest request;
  request.set_request_id("r1");
  request.set_school(school);
  return request.SerializeAsString();
}

class KnownSchoolsTest : public ::testing::Test {
 protected:
  void MakeStream() { ASSERT_TRUE(bus::Reconcile(*bus_, bus::RecordStream("notification", 1))); }
  void Import(const std::string& code, bool removed = false) {
    notification::v1::SchoolEvent event;
    event.mutable_school()->set_code(code);
    event.mutable_school()->set_removed(removed);
    const bus::Outgoing message{
        .subject = names::RecordSubject({"notification", "school", std::string{names::kDistrict}, code}),
        .id = code + (removed ? "-removed" : ""),
        .payload = event.SerializeAsString()};
    ASSERT_TRUE(bus_->Append(message));
  }
  void KnowLincoln() {
    MakeStream();
    Import("lincoln-es");
    ASSERT_TRUE(testing::Await([&] { return schools_.Ready(); }));
  }
  // The field at fault; empty: it passed, unchanged.
  std::string FieldOf(const std::string& method, const std::string& request) {
    std::promise<Result<std::string>> checked;
    schools_.Check(*google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(method), request,
                   [&](Result<std::string> answer) { checked.set_value(std::move(answer)); });
    const auto answer = checked.get_future().get();
    if (answer) {
      EXPECT_EQ(*answer, request);
      return {};
    }
    EXPECT_EQ(answer.error().reason, "SCHOOL_UNKNOWN");
    EXPECT_EQ(answer.error().code, Code::kInvalidArgument);
    EXPECT_FALSE(answer.error().remedy.empty());
    return answer.error().field;
  }

  testing::NatsServer nats_;
  std::shared_ptr<bus::Bus> bus_ = bus::Bus::Connect({.url = nats_.url()}).value();
  KnownSchools schools_{bus_};
};

TEST_F(KnownSchoolsTest, ACommandAtASchoolThatTheDirectoryDoesNotHaveIsRefusedWithItsField) {
  KnowLincoln();
  EXPECT_EQ(FieldOf(kRaise, Raising("lincoln-es")), "");
  EXPECT_EQ(FieldOf(kRaise, Raising("lincon-es")), "school");
}

TEST_F(KnownSchoolsTest, EverySchoolThatACommandNamesIsLookedAt) {
  KnowLincoln();
  alerting::v1::RaiseManyRequest request;
  request.set_request_id("r1");
  request.add_schools()->set_school("lincoln-es");
  EXPECT_EQ(FieldOf(kRaiseMany, request.SerializeAsString()), "");
  request.add_schools()->set_school("nowhere-hs");
  EXPECT_EQ(FieldOf(kRaiseMany, request.SerializeAsString()), "schools[1].school");
}

TEST_F(KnownSchoolsTest, ReadsTheDistrictAndWhatIsNoCodeAreLeftToTheirService) {
  KnowLincoln();
  EXPECT_EQ(FieldOf(kRaise, Raising("district")), "");
  EXPECT_EQ(FieldOf(kRaise, Raising("No Code!")), "");
  EXPECT_EQ(FieldOf(kRaise, Raising("")), "");
  EXPECT_EQ(FieldOf(kRaise, "\xff"), "");
  visitor::v1::ListOnSiteRequest read;
  read.set_school("nowhere-hs");
  EXPECT_EQ(FieldOf("watchbell.visitor.v1.VisitService.ListOnSite", read.SerializeAsString()), "");
}

TEST_F(KnownSchoolsTest, UntilTheDirectoryIsReadEverythingPasses) {
  EXPECT_EQ(FieldOf(kRaise, Raising("nowhere-hs")), "");
  MakeStream();
  EXPECT_EQ(FieldOf(kRaise, Raising("nowhere-hs")), "");
}

TEST_F(KnownSchoolsTest, ASchoolIsKnownAsSoonAsItsImportIsRecorded) {
  KnowLincoln();
  for (int i = 0; i < 50; ++i) {
    const std::string code = "school-" + std::to_string(i);
    Import(code);
    EXPECT_EQ(FieldOf(kRaise, Raising(code)), "") << code;
  }
}

TEST_F(KnownSchoolsTest, ASchoolThatWasRemovedStaysKnownSinceWhatIsOpenThereMustEnd) {
  KnowLincoln();
  Import("roosevelt-ms");
  Import("roosevelt-ms", true);
  EXPECT_EQ(FieldOf(kRaise, Raising("roosevelt-ms")), "");
}

TEST_F(KnownSchoolsTest, WithTheRecordAwayAnUnknownSchoolPassesAndAnAlarmWithIt) {
  KnowLincoln();
  nats_.Kill();
  EXPECT_EQ(FieldOf(kRaise, Raising("nowhere-hs")), "");
}

}  // namespace
}  // namespace watchbell::gateway
