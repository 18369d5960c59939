// The audit of reads, its rules and its sink on a real nats-server.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/audit/auditor.hpp"
#include "common/bus/stream.hpp"
#include "common/testing/servers.hpp"
#include "watchbell/visitor/v1/records_service.pb.h"
#include "watchbell/visitor/v1/visit_service.pb.h"

namespace watchbell::audit {
namespace {

using ::testing::ElementsAre;
using visitor::v1::ListRequestsRequest;
using visitor::v1::ListRequestsResponse;

struct Desk {
  static constexpr std::string_view kService = "visitor";
};

const TimePoint kMorning{std::chrono::seconds{1'800'000'000}};

ListRequestsResponse Showing(std::vector<std::string> ids) {
  ListRequestsResponse response;
  for (auto& id : ids) response.add_requests()->set_id(std::move(id));
  return response;
}

TEST(ReadAudit, AnAnswerShowsItselfOrTheAggregatesInIt) {
  visitor::v1::RecordsRequest one;
  one.set_id("a");
  EXPECT_THAT(ShownIn(one), ElementsAre("a"));
  EXPECT_THAT(ShownIn(Showing({"a", "b"})), ElementsAre("a", "b"));
  EXPECT_THAT(ShownIn(Showing({})), ElementsAre(""));
}

TEST(ReadAudit, WhatBelongsToNoSchoolIsTheDistricts) {
  ListRequestsRequest request;
  EXPECT_EQ(SchoolOf(request), "district");
  request.set_school("lincoln-es");
  EXPECT_EQ(SchoolOf(request), "lincoln-es");
}

TEST(ReadAudit, ADayOfOneReaderIsCountedTogetherAndNothingElseIs) {
  const Look look{
      .school = "lincoln-es", .rpc = "s.Get", .about_id = "a", .reader_id = "p-1", .at = kMorning};
  const auto with = [&](auto change) {
    Look other = look;
    change(other);
    return AuditIdOf(other);
  };
  EXPECT_EQ(AuditIdOf(look), with([](Look& other) { other.at += std::chrono::hours{1}; }));
  EXPECT_NE(AuditIdOf(look), with([](Look& other) { other.at += std::chrono::hours{24}; }));
  EXPECT_NE(AuditIdOf(look), with([](Look& other) { other.reader_id = "p-2"; }));
  EXPECT_NE(AuditIdOf(look), with([](Look& other) { other.about_id = "b"; }));
}

class AuditorTest : public ::testing::Test {
 protected:
  AuditorTest() { EXPECT_TRUE(bus::Reconcile(*bus, bus::RecordStream("visitor", 1))); }

  Status Read(std::vector<std::string> ids, TimePoint now = kMorning) {
    ListRequestsRequest request;
    request.set_school("lincoln-es");
    rpc::Call call;
    call.caller.person_id = "0198c0de-0000-7000-8000-000000000001";
    call.now = now;
    return auditor(call, method, request, Showing(std::move(ids)));
  }
  Result<ledger::Recorded<v1::ReadAudit>> Recorded(const std::string& about_id) {
    return auditor.reads().Get("lincoln-es", AuditIdOf({.school = "lincoln-es",
                                                        .rpc = method.full_name(),
                                                        .about_id = about_id,
                                                        .reader_id = "0198c0de-0000-7000-8000-000000000001",
                                                        .at = kMorning}));
  }

  testing::NatsServer nats;
  std::shared_ptr<bus::Bus> bus = bus::Bus::Connect({.url = nats.url()}).value();
  policy::Sealer sealer{policy::KeyRing::Random("visitor"), policy::KeyRing::Random("directory")};
  prometheus::Registry registry;
  Auditor<Desk> auditor{ledger::Environment{bus, &sealer, nullptr, &registry}};
  const google::protobuf::MethodDescriptor& method =
      *google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(
          "watchbell.visitor.v1.RecordsService.ListRequests");
};

TEST_F(AuditorTest, EveryRowOfAListIsARead) {
  ASSERT_TRUE(Read({"a", "b"}));
  ASSERT_TRUE(Read({"b"}, kMorning + std::chrono::minutes{5}));
  EXPECT_EQ(Recorded("a")->state.count(), 1);
  const auto twice = Recorded("b")->state;
  EXPECT_EQ(twice.count(), 2);
  EXPECT_EQ(twice.reader_id(), "0198c0de-0000-7000-8000-000000000001");
  EXPECT_EQ(FromProto(twice.last_at()) - FromProto(twice.first_at()), std::chrono::minutes{5});
  EXPECT_EQ(IndexesOf(twice).front().index, "reads:watchbell.visitor.v1.RecordsService:lincoln-es");
}

TEST_F(AuditorTest, WhoReadWhatIsSealedOnTheRecord) {
  ASSERT_TRUE(Read({"about-this-one"}));
  const auto id = Recorded("about-this-one")->id;
  const auto stored = bus->Last("VISITOR", names::RecordSubject(auditor.reads().KeyOf("lincoln-es", id)),
                                bus::Freshness::kLeader);
  EXPECT_EQ((*stored)->payload.find("about-this-one"), std::string::npos);
  EXPECT_EQ((*stored)->payload.find("ListRequests"), std::string::npos);
}

TEST_F(AuditorTest, WithoutARecordNothingIsOk) {
  nats.Kill();
  EXPECT_FALSE(Read({"a"}));
}

}  // namespace
}  // namespace watchbell::audit
