#include <google/protobuf/descriptor.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>

#include <future>
#include <stdexcept>

#include "common/rpc/status.hpp"
#include "common/rpc/test_district.hpp"
#include "common/rpc/wire.hpp"

namespace watchbell::rpc {
namespace {

template <class Request, class Response>
void Empty(Server& server, const std::string& method) {
  server.Unary(method, [](const Call&, const Request&) -> Result<Response> { return Response{}; });
}

using namespace test;

TEST(Status, EveryCodeHasTheNameAndTheNumberOfGrpc) {
  EXPECT_EQ(CodeName(Code::kUnavailable), "UNAVAILABLE");
  EXPECT_EQ(CodeOf(5), Code::kNotFound);
  EXPECT_EQ(CodeOf(13), Code::kInternal);
  for (const int foreign : {2, 11, 15, 99, -1}) EXPECT_EQ(CodeOf(foreign), Code::kInternal) << foreign;
}

TEST(Status, AnErrorComesBackAsItWasSent) {
  const Error sent{Code::kFailedPrecondition, "POLICE_CONFIRMATION_MISSING", "zone", "Ask the police first."};
  const Error received = ToError(FromGrpc(ToGrpc(sent)));
  EXPECT_EQ(received.code, sent.code);
  EXPECT_EQ(received.reason, sent.reason);
  EXPECT_EQ(received.field, sent.field);
  EXPECT_EQ(received.remedy, sent.remedy);
}

TEST(Status, AnErrorOfGrpcItselfKeepsItsMessage) {
  const Error error = ToError(FromGrpc({grpc::StatusCode::UNAVAILABLE, "no route"}));
  EXPECT_EQ(error.code, Code::kUnavailable);
  EXPECT_EQ(error.reason, "UNAVAILABLE");
  EXPECT_EQ(error.remedy, "no route");
}

TEST(Wire, OnlyMetadataThatHttpCanCarryIsSent) {
  EXPECT_TRUE(IsLegalMetadata("set-cookie", "a=b; HttpOnly"));
  EXPECT_FALSE(IsLegalMetadata("x", "line\nbreak"));
  EXPECT_FALSE(IsLegalMetadata("x", "\xc3\xab"));
  EXPECT_FALSE(IsLegalMetadata("Upper", "x"));
  EXPECT_FALSE(IsLegalMetadata("grpc-timeout", "1S"));
  EXPECT_FALSE(IsLegalMetadata("x-bin", "x"));
  EXPECT_FALSE(IsLegalMetadata("", "x"));
}

TEST(Server, AnErrorReachesTheCallerWithReasonFieldAndRemedy) {
  Handlers handlers;
  handlers.check_in = [](const Call&, const visitor::CheckInRequest&) -> Result<visitor::Visit> {
    return Fail(Code::kFailedPrecondition, "TOO_EARLY", "Wait for the bell.", "purpose");
  };
  District district{handlers};
  const auto visit = district.CheckIn(As("clerk"));
  ASSERT_FALSE(visit);
  EXPECT_EQ(visit.error().code, Code::kFailedPrecondition);
  EXPECT_EQ(visit.error().reason, "TOO_EARLY");
  EXPECT_EQ(visit.error().field, "purpose");
  EXPECT_EQ(visit.error().remedy, "Wait for the bell.");
}

TEST(Server, AThrowingHandlerIsAnInternalErrorAndTheNextCallIsServed) {
  std::atomic<bool> throws{true};
  Handlers handlers;
  handlers.check_in = [&](const Call&, const visitor::CheckInRequest&) -> Result<visitor::Visit> {
    if (throws) throw std::runtime_error("Okafor");
    return visitor::Visit{};
  };
  District district{handlers};
  const auto visit = district.CheckIn(As("clerk"));
  ASSERT_FALSE(visit);
  EXPECT_EQ(visit.error().reason, "HANDLER_FAILED");
  EXPECT_EQ(visit.error().remedy.find("Okafor"), std::string::npos);
  throws = false;
  EXPECT_TRUE(district.CheckIn(As("clerk")));
}

TEST(Server, AHandlerSeesTheCallerTheTraceAndTheMetadata) {
  Call seen;
  Handlers handlers;
  handlers.check_in = [&](const Call& call, const visitor::CheckInRequest&) -> Result<visitor::Visit> {
    seen = call;
    (*call.response_metadata)["x-answer"] = "42";
    (*call.response_metadata)["x-broken"] = "a\nb";
    return visitor::Visit{};
  };
  District district{handlers};
  CallOptions options = As("clerk");
  options.metadata.emplace("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
  options.metadata.emplace("x-request", "here");
  options.metadata.emplace("x-illegal", "new\nline");
  visitor::CheckInRequest request;
  request.set_school("lincoln-es");
  std::promise<Answer> promise;
  district.client->Call(MethodOf(kCheckIn), request.SerializeAsString(), options,
                        [&](Answer answer) { promise.set_value(std::move(answer)); });
  const Answer answer = promise.get_future().get();
  EXPECT_EQ(answer.status.code(), 0);
  EXPECT_EQ(answer.metadata.find("x-answer")->second, "42");
  EXPECT_EQ(answer.metadata.count("x-broken"), 0U);
  EXPECT_EQ(seen.caller.person_id, "0198c0de-0000-7000-8000-000000000001");
  EXPECT_TRUE(seen.authority.permissions.contains("visit.check_in"));
  EXPECT_EQ(seen.traceparent.substr(3, 32), "4bf92f3577b34da6a3ce929d0e0e4736");
  EXPECT_EQ(seen.metadata["x-request"], "here");
  EXPECT_EQ(seen.metadata.count("x-illegal"), 0U);
  EXPECT_FALSE(seen.token.empty());
}

TEST(Server, CountsAnswersByMethodAndCode) {
  District district;
  ASSERT_TRUE(district.CheckIn(As("clerk")));
  ASSERT_FALSE(district.CheckIn({}));
  const std::string page = district.MetricsPage();
  const std::string method = std::string{"method=\""} + kCheckIn + "\"";
  EXPECT_NE(page.find("watchbell_rpc_requests_total{code=\"OK\"," + method + "} 1"), std::string::npos)
      << page;
  EXPECT_NE(page.find("watchbell_rpc_requests_total{code=\"UNAUTHENTICATED\"," + method + "} 1"),
            std::string::npos);
  EXPECT_NE(page.find("watchbell_rpc_seconds_count{" + method + "} 2"), std::string::npos);
}

struct Bare {
  identity::Roles roles = *identity::Roles::Parse(kRoles);
  prometheus::Registry registry;
  Server server{
      {}, roles, std::make_shared<identity::TokenVerifier>(Keys().public_pem), registry, SystemClock()};
};

TEST(Server, AServiceWithAMethodThatNobodyHandlesDoesNotStart) {
  Bare bare;
  Empty<visitor::CheckOutRequest, visitor::Visit>(bare.server, "watchbell.visitor.v1.VisitService.CheckOut");
  EXPECT_THROW(bare.server.Start(), std::logic_error);
}

TEST(Server, AHandlerThatDoesNotFitItsMethodIsRefused) {
  Bare bare;
  const std::string method = "watchbell.visitor.v1.VisitService.CheckOut";
  const auto add_request = [&] { Empty<visitor::CheckInRequest, visitor::Visit>(bare.server, method); };
  const auto add_response = [&] { Empty<visitor::CheckOutRequest, gateway::Session>(bare.server, method); };
  const auto add_unknown = [&] {
    Empty<visitor::CheckOutRequest, visitor::Visit>(bare.server, method + "X");
  };
  const auto add_stream = [&] {
    Empty<gateway::SubscribeRequest, gateway::ChangeHint>(bare.server, kSubscribe);
  };
  EXPECT_THROW(add_request(), std::logic_error);
  EXPECT_THROW(add_response(), std::logic_error);
  EXPECT_THROW(add_unknown(), std::logic_error);
  EXPECT_THROW(add_stream(), std::logic_error);
}

TEST(Server, APortThatIsTakenIsAStartUpFailure) {
  District first;
  ServerConfig config;
  config.address = first.address;
  EXPECT_THROW(District({}, config), std::runtime_error);
}

TEST(Server, TheInProcessChannelTakesTheSamePath) {
  District district;
  Client inside{district.server->InProcessChannel()};
  visitor::CheckInRequest request;
  request.set_school("lincoln-es");
  visitor::Visit visit;
  EXPECT_TRUE(inside.CallAndWait(kCheckIn, request, visit, As("clerk")));
  EXPECT_FALSE(inside.CallAndWait(kCheckIn, request, visit, {}));
}

TEST(Server, ADrainWaitsForTheCallUnderWayAndTakesNoNewOne) {
  std::promise<void> gate;
  const auto opened = gate.get_future().share();
  std::atomic<bool> inside{false};
  Handlers handlers;
  handlers.check_in = [&](const Call&, const visitor::CheckInRequest&) -> Result<visitor::Visit> {
    inside = true;
    opened.wait();
    return visitor::Visit{};
  };
  District district{handlers};
  auto call = std::async(std::launch::async, [&] { return district.CheckIn(As("clerk")); });
  ASSERT_TRUE(testing::Await([&] { return inside.load(); }));
  auto drain = std::async(std::launch::async, [&] { district.server->Drain(std::chrono::seconds{10}); });
  const auto latecomer = Client::Dial(district.address);
  visitor::Visit visit;
  visitor::CheckInRequest request;
  request.set_school("roosevelt-ms");  // would be PERMISSION_DENIED while the server still takes calls
  ASSERT_TRUE(testing::Await([&] {
    const Status called = latecomer->CallAndWait(kCheckIn, request, visit, As("clerk"));
    return !called && called.error().code == Code::kUnavailable;
  }));
  EXPECT_EQ(drain.wait_for(std::chrono::seconds{0}), std::future_status::timeout);
  gate.set_value();
  EXPECT_TRUE(call.get());
  drain.get();
}

TEST(Server, AfterTheGraceTheCallerIsTold) {
  std::promise<void> gate;
  const auto opened = gate.get_future().share();
  std::atomic<bool> inside{false};
  Handlers handlers;
  handlers.check_in = [&](const Call&, const visitor::CheckInRequest&) -> Result<visitor::Visit> {
    inside = true;
    opened.wait();
    return visitor::Visit{};
  };
  District district{handlers};
  auto call = std::async(std::launch::async, [&] { return district.CheckIn(As("clerk")); });
  ASSERT_TRUE(testing::Await([&] { return inside.load(); }));
  auto drain = std::async(std::launch::async, [&] { district.server->Drain(std::chrono::milliseconds{20}); });
  const auto visit = call.get();  // though the handler still runs
  EXPECT_FALSE(visit);
  gate.set_value();
  drain.get();
}

// grpc.health.v1 and reflection as a stranger calls them: raw bytes, field 1 a string.
std::string FieldOne(const std::string& text) {
  return text.empty() ? "" : std::string{"\x0a"} + static_cast<char>(text.size()) + text;
}

grpc::Status Health(const std::string& address, const std::string& service, std::string& answer) {
  grpc::GenericStub stub{grpc::CreateChannel(address, grpc::InsecureChannelCredentials())};
  grpc::ClientContext context;
  const grpc::ByteBuffer request = ToBuffer(FieldOne(service));
  grpc::ByteBuffer response;
  std::promise<grpc::Status> promise;
  stub.UnaryCall(&context, "/grpc.health.v1.Health/Check", {}, &request, &response,
                 [&](grpc::Status status) { promise.set_value(std::move(status)); });
  const grpc::Status status = promise.get_future().get();
  if (status.ok()) answer = ToBytes(response);
  return status;
}

TEST(Server, HealthFollowsServingForEveryService) {
  constexpr char kServing[] = "\x08\x01";
  constexpr char kNotServing[] = "\x08\x02";
  District district;
  std::string answer;
  for (const std::string service : {"", "watchbell.visitor.v1.VisitService"}) {
    district.server->SetServing(false);
    ASSERT_TRUE(Health(district.address, service, answer).ok());
    EXPECT_EQ(answer, kNotServing) << service;
    district.server->SetServing(true);
    ASSERT_TRUE(Health(district.address, service, answer).ok());
    EXPECT_EQ(answer, kServing) << service;
  }
  EXPECT_EQ(Health(district.address, "no.such.Service", answer).error_code(), grpc::StatusCode::NOT_FOUND);
}

// Sends one list_services request (field 7) and returns what came.
class Reflection final : public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  explicit Reflection(const std::string& address)
      : stub_(grpc::CreateChannel(address, grpc::InsecureChannelCredentials())),
        request_(ToBuffer(std::string_view{"\x3a\x01*"})) {
    stub_.PrepareBidiStreamingCall(
        &context_, "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", {}, this);
    StartWriteLast(&request_, {});
    StartRead(&response_);
    StartCall();
  }
  void OnReadDone(bool ok) override {
    if (ok) answer_ = ToBytes(response_);
  }
  void OnDone(const grpc::Status& status) override { done_.set_value(status); }
  grpc::Status Wait() { return done_.get_future().get(); }
  const std::string& answer() const { return answer_; }

 private:
  grpc::GenericStub stub_;
  grpc::ClientContext context_;
  grpc::ByteBuffer request_;
  grpc::ByteBuffer response_;
  std::string answer_;
  std::promise<grpc::Status> done_;
};

TEST(Server, ReflectionListsTheServicesWhenOn) {
  ServerConfig config;
  config.reflection = true;
  District district{{}, config};
  Reflection reflection{district.address};
  EXPECT_TRUE(reflection.Wait().ok());
  EXPECT_NE(reflection.answer().find("watchbell.visitor.v1.VisitService"), std::string::npos);
  EXPECT_NE(reflection.answer().find("grpc.health.v1.Health"), std::string::npos);
}

TEST(Server, ReflectionIsOffUnlessAskedFor) {
  District district;
  Reflection reflection{district.address};
  EXPECT_EQ(reflection.Wait().error_code(), grpc::StatusCode::UNIMPLEMENTED);
}

}  // namespace
}  // namespace watchbell::rpc
