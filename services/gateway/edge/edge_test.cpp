// The whole edge in one process: raw HTTP in, a real gRPC backend behind, a real Redis and a real NATS
// beside.
#include "services/gateway/edge/edge.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nats/nats.h>

#include <future>
#include <nlohmann/json.hpp>

#include "common/rpc/test_district.hpp"
#include "common/testing/servers.hpp"
#include "services/gateway/connect/envelope.hpp"
#include "services/gateway/http/server.hpp"
#include "services/gateway/http/test_caller.hpp"
#include "services/gateway/session/feed.hpp"
#include "services/gateway/session/session_service.hpp"

namespace watchbell::gateway {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr char kPeople[] = R"([
  {"username":"clerk","password":"pw","display_name":"Clerk","person_source":"staff-0001",
   "grants":[{"role":"clerk","school":"lincoln-es"}]},
  {"username":"elsewhere","password":"pw","display_name":"Clerk","person_source":"staff-0076",
   "grants":[{"role":"clerk","school":"roosevelt-ms"}]}])";
constexpr char kVisits[] = "/watchbell.visitor.v1.VisitService/";
constexpr char kSessions[] = "/watchbell.gateway.v1.SessionService/";

struct Reply {
  int status = 0;
  std::string head;
  std::string body;
  json Json() const { return json::parse(body, nullptr, false); }
};

// What the backend is told to do, and what it was told.
struct Desk {
  rpc::test::Handlers handlers;
  std::string traceparent;
  std::string person;
  Desk() {
    handlers.check_in = [this](const rpc::Call& call,
                               const visitor::v1::CheckInRequest& request) -> Result<visitor::v1::Visit> {
      traceparent = call.traceparent;
      person = call.caller.person_id;
      if (request.purpose() == "refuse")
        return Fail(Code::kFailedPrecondition, "HELD", "Ask the office.", "purpose");
      visitor::v1::Visit visit;
      visit.set_id(request.request_id());
      visit.set_school(request.school());
      visit.set_given_name("Ada");
      return visit;
    };
  }
};

class EdgeTest : public ::testing::Test {
 protected:
  static rpc::ServerConfig Config(const std::string& service) {
    return {.address = "127.0.0.1:0", .service = service};
  }

  EdgeTest() {
    rpc::test::AddVisits(backend_, desk_.handlers);
    backend_.Start();
    AddSessionService(
        own_, {.sessions = sessions_, .roles = roles_, .demo_people = &people_, .secure_cookie = false});
    AddFeedService(own_, feed_);
    own_.Start();
    edge_ = std::make_unique<Edge>(
        Edge::Backends{{"visitor", rpc::Client::Dial("127.0.0.1:" + std::to_string(backend_.port()))},
                       {"alerting", rpc::Client::Dial("127.0.0.1:" + std::to_string(testing::FreePort()))},
                       {"gateway", std::make_shared<rpc::Client>(own_.InProcessChannel())}},
        sessions_, schools_, http::StaticFiles{}, registry_);
    http_ = std::make_unique<http::Server>(http::ServerConfig{.address = "127.0.0.1:0"}, edge_->Handler());
  }
  ~EdgeTest() override {
    http_.reset();
    own_.Drain(std::chrono::seconds{1});
    backend_.Drain(std::chrono::seconds{1});
  }

  static std::string Post(const std::string& path, const std::string& body, const std::string& headers) {
    return "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n" + headers + "\r\n" + body;
  }
  Reply Ask(const std::string& path, const std::string& body, std::string headers = {},
            const std::string& type = "application/json") {
    http::Caller caller(http_->port());
    headers += "Connection: close\r\nContent-Type: " + type + "\r\n";
    caller.Send(Post(path, body, headers));
    const std::string answer = caller.ReadAll();
    const auto end = answer.find("\r\n\r\n");
    if (end == std::string::npos) return {};
    return {std::stoi(answer.substr(9, 3)), answer.substr(0, end), answer.substr(end + 4)};
  }
  // The header line that a browser would send from now on.
  std::string SignIn(const std::string& username) {
    const auto reply =
        Ask(std::string{kSessions} + "SignIn", R"({"username":")" + username + R"(","password":"pw"})");
    EXPECT_EQ(reply.status, 200) << reply.body;
    const auto at = reply.head.find("wb_session=");
    return "Cookie: " + reply.head.substr(at, reply.head.find(';', at) - at) + "\r\n";
  }
  Reply CheckIn(const std::string& headers, const std::string& purpose = "visit") {
    return Ask(std::string{kVisits} + "CheckIn",
               R"({"requestId":"r1","school":"lincoln-es","purpose":")" + purpose + R"("})", headers);
  }
  void Store(const std::string& school) {
    natsMsg* message = nullptr;
    const std::string subject =
        names::LiveSubject({"visitor", "visit", school, "0198c0de-0000-7000-8000-000000000009"});
    ASSERT_EQ(natsMsg_Create(&message, subject.c_str(), nullptr, nullptr, 0), NATS_OK);
    natsMsgHeader_Set(message, "ce-type", "watchbell.visitor.v1.VisitorAdmitted");
    natsMsgHeader_Set(message, "Nats-Sequence", "7");
    EXPECT_EQ(natsConnection_PublishMsg(bus_->connection(), message), NATS_OK);
    natsMsg_Destroy(message);
  }
  void Subscribe(http::Caller& caller, const std::string& cookie) {
    caller.Send(Post("/watchbell.gateway.v1.FeedService/Subscribe", connect::Enclose(0, "{}"),
                     cookie + "Content-Type: application/connect+json\r\n"));
  }

  testing::NatsServer nats_;
  testing::RedisServer redis_server_;
  std::shared_ptr<bus::Bus> bus_ = bus::Bus::Connect({.url = nats_.url()}).value();
  redis::Pool redis_{{.port = redis_server_.port()}};
  prometheus::Registry registry_;
  identity::Roles roles_ = identity::Roles::Parse(rpc::test::kRoles).value();
  std::shared_ptr<identity::TokenVerifier> verifier_ =
      std::make_shared<identity::TokenVerifier>(rpc::test::Keys().public_pem);
  std::shared_ptr<identity::TokenSigner> signer_ =
      std::make_shared<identity::TokenSigner>(rpc::test::Keys().private_pem);
  DemoPeople people_ = DemoPeople::Parse(kPeople).value();
  KnownSchools schools_{bus_};
  Sessions sessions_{signer_, verifier_, redis_, SystemClock()};
  Feed feed_{bus_, roles_, [this](const std::string& session) { return sessions_.Alive(session); }};
  Desk desk_;
  rpc::Server backend_{Config("visitor"), roles_, verifier_, registry_, SystemClock()};
  rpc::Server own_{Config("gateway"), roles_, verifier_, registry_, SystemClock()};
  std::unique_ptr<Edge> edge_;
  std::unique_ptr<http::Server> http_;
};

TEST_F(EdgeTest, ACallInJsonReachesTheServiceAndComesBackInJson) {
  const auto reply = CheckIn(SignIn("clerk"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, R"({"id":"r1","school":"lincoln-es","givenName":"Ada"})");
  EXPECT_FALSE(desk_.person.empty());
}

TEST_F(EdgeTest, ACallInProtobufReachesTheServiceAndComesBackInProtobuf) {
  visitor::v1::CheckInRequest request;
  request.set_request_id("r2");
  request.set_school("lincoln-es");
  const auto reply = Ask(std::string{kVisits} + "CheckIn", request.SerializeAsString(), SignIn("clerk"),
                         "application/proto");
  EXPECT_EQ(reply.status, 200);
  EXPECT_THAT(reply.head, HasSubstr("Content-Type: application/proto"));
  visitor::v1::Visit visit;
  ASSERT_TRUE(visit.ParseFromString(reply.body));
  EXPECT_EQ(visit.id(), "r2");
}

TEST_F(EdgeTest, ARefusalKeepsItsReasonFieldAndRemedy) {
  const auto reply = CheckIn(SignIn("clerk"), "refuse");
  EXPECT_EQ(reply.status, 400);
  EXPECT_EQ(reply.Json()["code"], "failed_precondition");
  const auto refusal = reply.Json()["details"][0]["debug"];
  EXPECT_EQ(refusal["reason"], "HELD");
  EXPECT_EQ(refusal["field"], "purpose");
  EXPECT_EQ(refusal["remedy"], "Ask the office.");
}

TEST_F(EdgeTest, AnUnknownFieldIsNamed) {
  const auto reply = Ask(std::string{kVisits} + "CheckIn", R"({"skool":"lincoln-es"})", SignIn("clerk"));
  EXPECT_EQ(reply.status, 400);
  EXPECT_EQ(reply.Json()["details"][0]["debug"]["field"], "skool");
}

TEST_F(EdgeTest, WithoutASessionNothingIsAsked) {
  for (const std::string headers : {"", "Cookie: wb_session=forged\r\n", "Cookie: wb_session=a.b.c\r\n"}) {
    const auto reply = CheckIn(headers);
    EXPECT_EQ(reply.status, 401) << headers;
    EXPECT_EQ(reply.Json()["code"], "unauthenticated");
  }
  EXPECT_TRUE(desk_.traceparent.empty());
}

TEST_F(EdgeTest, AServiceTokenIsNoSession) {
  const auto token =
      signer_->Sign({"0198c0de-0000-7000-8000-000000000001", {{"clerk", "lincoln-es"}}}, SystemClock()());
  EXPECT_EQ(CheckIn("Authorization: Bearer " + token + "\r\n").status, 401);
}

TEST_F(EdgeTest, TheTraceOfTheCallerGoesOn) {
  CheckIn(SignIn("clerk") + "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n");
  EXPECT_THAT(desk_.traceparent, StartsWith("00-0af7651916cd43dd8448eb211c80319c-"));
}

TEST_F(EdgeTest, AWrongPasswordIsRefusedWithoutACookie) {
  const auto reply = Ask(std::string{kSessions} + "SignIn", R"({"username":"clerk","password":"no"})");
  EXPECT_EQ(reply.status, 401);
  EXPECT_THAT(reply.head, Not(HasSubstr("Set-Cookie")));
}

TEST_F(EdgeTest, ASessionSaysWhoOneIsUntilOneSignsOut) {
  const auto cookie = SignIn("clerk");
  const auto session = Ask(std::string{kSessions} + "GetSession", "{}", cookie).Json();
  EXPECT_EQ(session["displayName"], "Clerk");
  EXPECT_THAT(session["permissions"], ::testing::Contains("visit.check_in"));
  EXPECT_THAT(session["expiresAt"].get<std::string>(), StartsWith("20"));
  const auto out = Ask(std::string{kSessions} + "SignOut", "{}", cookie);
  EXPECT_EQ(out.status, 200);
  EXPECT_THAT(out.head, HasSubstr("Max-Age=0"));
  EXPECT_EQ(CheckIn(cookie).status, 401);
}

TEST_F(EdgeTest, ASessionEndedOnOneReplicaIsOverOnAnother) {
  const auto cookie = SignIn("clerk");
  Ask(std::string{kSessions} + "SignOut", "{}", cookie);
  Sessions other{signer_, verifier_, redis_, SystemClock()};
  std::promise<Result<Session>> checked;
  const auto token = cookie.substr(cookie.find('=') + 1);
  other.Check(std::string_view{token}.substr(0, token.size() - 2),
              [&](Result<Session> session) { checked.set_value(session); });
  const auto session = checked.get_future().get();
  ASSERT_FALSE(session);
  EXPECT_EQ(session.error().reason, "SESSION_OVER");
}

TEST_F(EdgeTest, WithRedisGonePeopleStaySignedInAndCanSignIn) {
  const auto before = SignIn("clerk");
  redis_server_.Kill();
  EXPECT_EQ(CheckIn(before).status, 200);
  EXPECT_EQ(CheckIn(SignIn("clerk")).status, 200);
}

TEST_F(EdgeTest, AnotherSitesPageCannotCall) {
  const auto cookie = SignIn("clerk");
  EXPECT_EQ(CheckIn(cookie + "Origin: http://evil.example\r\n").status, 403);
  EXPECT_EQ(CheckIn(cookie + "Origin: http://x\r\n").status, 200);
  EXPECT_EQ(Ask(std::string{kVisits} + "CheckIn", "a=b", cookie, "application/x-www-form-urlencoded").status,
            415);
}

TEST_F(EdgeTest, ALargeBodyIsRefusedWithAnError) {
  const auto reply = Ask(std::string{kVisits} + "CheckIn", std::string(65 * 1024, ' '), SignIn("clerk"));
  EXPECT_EQ(reply.status, 413);
  EXPECT_EQ(reply.Json()["code"], "resource_exhausted");
}

TEST_F(EdgeTest, ASessionThatAsksTooOftenIsToldWhenToComeBack) {
  const auto cookie = SignIn("clerk");
  http::Caller caller(http_->port());
  std::string answer;
  for (int i = 0; i < 400 && answer.find("429") == std::string::npos; ++i) {
    caller.Send(Post(std::string{kVisits} + "GetVisit", R"({"school":"lincoln-es"})",
                     cookie + "Content-Type: application/json\r\n"));
    answer = caller.ReadUntil("}");
  }
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 429"));
  EXPECT_THAT(answer, HasSubstr("Retry-After: 1"));
}

TEST_F(EdgeTest, AServiceThatIsAwayIsUnavailableAndNamesNoAddress) {
  const auto reply =
      Ask("/watchbell.alerting.v1.AlarmService/Raise", R"({"school":"lincoln-es"})", SignIn("clerk"));
  EXPECT_EQ(reply.status, 503);
  EXPECT_EQ(reply.Json()["code"], "unavailable");
  EXPECT_THAT(reply.body, Not(HasSubstr("127.0.0.1")));
}

TEST_F(EdgeTest, AMethodThatIsNoneIsUnimplemented) {
  EXPECT_EQ(Ask(std::string{kVisits} + "Nothing", "{}").status, 404);
  EXPECT_EQ(Ask(std::string{kVisits} + "Nothing", "{}").Json()["code"], "unimplemented");
}

TEST_F(EdgeTest, TheFeedHintsAtWhatTheCallerMayReadAndAtNothingElse) {
  ASSERT_TRUE(testing::Await([&] { return feed_.Listening(); }));
  http::Caller here(http_->port());
  http::Caller elsewhere(http_->port());
  Subscribe(here, SignIn("clerk"));
  Subscribe(elsewhere, SignIn("elsewhere"));
  EXPECT_THAT(here.ReadUntil(R"({"fact":"ready"})"), HasSubstr("application/connect+json"));
  elsewhere.ReadUntil(R"({"fact":"ready"})");
  Store("lincoln-es");
  Store("roosevelt-ms");
  EXPECT_THAT(here.ReadUntil("\"sequence\":\"7\""), HasSubstr(R"("school":"lincoln-es")"));
  // Its first hint is the second event: the first was not for it.
  EXPECT_THAT(elsewhere.ReadUntil("\"sequence\":\"7\""), HasSubstr(R"("school":"roosevelt-ms")"));
}

TEST_F(EdgeTest, TheFeedEndsWithItsSession) {
  ASSERT_TRUE(testing::Await([&] { return feed_.Listening(); }));
  const auto cookie = SignIn("clerk");
  http::Caller caller(http_->port());
  Subscribe(caller, cookie);
  caller.ReadUntil(R"({"fact":"ready"})");
  Ask(std::string{kSessions} + "SignOut", "{}", cookie);
  EXPECT_THAT(caller.ReadUntil("0\r\n\r\n"), HasSubstr("unauthenticated"));
}

TEST_F(EdgeTest, WithNatsGoneTheFeedEndsAndCallsGoOn) {
  ASSERT_TRUE(testing::Await([&] { return feed_.Listening(); }));
  const auto cookie = SignIn("clerk");
  http::Caller caller(http_->port());
  Subscribe(caller, cookie);
  caller.ReadUntil(R"({"fact":"ready"})");
  nats_.Kill();
  EXPECT_THAT(caller.ReadUntil("0\r\n\r\n"), HasSubstr("FEED_UNAVAILABLE"));
  Subscribe(caller, cookie);
  EXPECT_THAT(caller.ReadUntil("0\r\n\r\n"), HasSubstr("unavailable"));
  EXPECT_EQ(CheckIn(cookie).status, 200);
}

TEST_F(EdgeTest, AStreamWithoutASessionEndsWithTheError) {
  http::Caller caller(http_->port());
  Subscribe(caller, "");
  const auto answer = caller.ReadUntil("0\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(answer, HasSubstr(R"("code":"unauthenticated")"));
}

TEST_F(EdgeTest, HealthIsAnsweredWithoutASession) {
  http::Caller caller(http_->port());
  caller.Send("GET /readyz HTTP/1.1\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(caller.ReadAll(), StartsWith("HTTP/1.1 200"));
}

}  // namespace
}  // namespace watchbell::gateway
