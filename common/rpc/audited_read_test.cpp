// Reads that the contract audits: recorded before the answer leaves, refused without a record.
#include <stdexcept>

#include "common/rpc/test_district.hpp"
#include "watchbell/visitor/v1/records_service.pb.h"

namespace watchbell::rpc {
namespace {

using namespace test;
namespace records = watchbell::visitor::v1;

constexpr char kListSealed[] = "watchbell.visitor.v1.SealedRecordsService.ListSealedRequests";
constexpr char kCounselRole[] =
    R"({"roles": {"counsel": {"permissions": ["records.secret"], "classes": ["CONFIDENTIAL"]}}})";

struct Desk {
  Desk() {
    server.Unary(
        kListSealed,
        [](const Call&,
           const records::ListSealedRequestsRequest&) -> Result<records::ListSealedRequestsResponse> {
          records::ListSealedRequestsResponse response;
          response.add_requests()->set_id("the-row");
          return response;
        });
    AddTheRest(server, "watchbell.visitor.v1.SealedRecordsService", {kListSealed});
  }
  Status Ask(const std::string& method, const google::protobuf::Message& request,
             google::protobuf::Message& response) {
    return Client::Dial("127.0.0.1:" + std::to_string(server.port()))
        ->CallAndWait(method, request, response, As("counsel", "district"));
  }

  identity::Roles roles = *identity::Roles::Parse(kCounselRole);
  prometheus::Registry registry;
  Server server{
      {}, roles, std::make_shared<identity::TokenVerifier>(Keys().public_pem), registry, SystemClock()};
};

TEST(AuditedRead, IsHandedToTheSinkWithWhoAskedAndWhatWasShown) {
  Desk desk;
  std::string reader, shown;
  desk.server.Audit([&](const Call& call, const google::protobuf::MethodDescriptor& method,
                        const google::protobuf::Message&, const google::protobuf::Message& response) {
    reader = call.caller.person_id + " " + method.name();
    shown = static_cast<const records::ListSealedRequestsResponse&>(response).requests(0).id();
    return Status{};
  });
  desk.server.Start();
  records::ListSealedRequestsResponse response;
  ASSERT_TRUE(desk.Ask(kListSealed, records::ListSealedRequestsRequest{}, response));
  EXPECT_EQ(reader, "0198c0de-0000-7000-8000-000000000001 ListSealedRequests");
  EXPECT_EQ(shown, "the-row");
  EXPECT_EQ(response.requests_size(), 1);
}

TEST(AuditedRead, IsNotAnsweredWithoutARecord) {
  Desk desk;
  desk.server.Audit([](const auto&...) -> Status {
    return Fail(Code::kUnavailable, "BUS_UNAVAILABLE", "Ask again in a moment.");
  });
  desk.server.Start();
  records::ListSealedRequestsResponse response;
  const auto called = desk.Ask(kListSealed, records::ListSealedRequestsRequest{}, response);
  ASSERT_FALSE(called);
  EXPECT_EQ(called.error().reason, "BUS_UNAVAILABLE");
  EXPECT_EQ(response.requests_size(), 0);
}

TEST(AuditedRead, AMethodThatIsNotAuditedAsksNobody) {
  Desk desk;
  desk.server.Audit([](const auto&...) -> Status { return Fail(Code::kInternal, "UNEXPECTED", ""); });
  desk.server.Start();
  audit::v1::ListReadsResponse response;
  EXPECT_TRUE(desk.Ask("watchbell.visitor.v1.SealedRecordsService.ListSealedReads",
                       records::ListSealedReadsRequest{}, response));
}

TEST(AuditedRead, AServerThatNobodyAuditsDoesNotStart) {
  Desk desk;
  EXPECT_THROW(desk.server.Start(), std::logic_error);
}

}  // namespace
}  // namespace watchbell::rpc
