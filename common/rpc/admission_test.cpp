// What stands between the wire and a handler.
#include <atomic>
#include <future>

#include "common/rpc/test_district.hpp"

namespace watchbell::rpc {
namespace {

using namespace test;

std::string ReasonOf(const Result<visitor::Visit>& result) { return result ? "" : result.error().reason; }

TEST(Admission, AClerkOfTheSchoolIsServed) {
  District district;
  const auto visit = district.CheckIn(As("clerk"));
  ASSERT_TRUE(visit) << visit.error().reason << visit.error().remedy;
  EXPECT_EQ(visit->school(), "lincoln-es");
}

TEST(Admission, WithoutATokenTheCallIsUnauthenticated) {
  District district;
  const auto visit = district.CheckIn({});
  ASSERT_FALSE(visit);
  EXPECT_EQ(visit.error().code, Code::kUnauthenticated);
}

TEST(Admission, AForgedTokenIsRefused) {
  District district;
  CallOptions options;
  options.metadata.emplace(identity::kTokenHeader, "Bearer " + TokenOf("clerk", "lincoln-es") + "x");
  EXPECT_EQ(ReasonOf(district.CheckIn(options)), "TOKEN_INVALID");
  options.metadata.clear();
  options.metadata.emplace(identity::kTokenHeader, "Basic Y2xlcms6eA==");
  EXPECT_EQ(ReasonOf(district.CheckIn(options)), "TOKEN_INVALID");
}

TEST(Admission, AClerkOfAnotherSchoolIsRefused) {
  District district;
  const auto visit = district.CheckIn(As("clerk", "roosevelt-ms"), "lincoln-es");
  ASSERT_FALSE(visit);
  EXPECT_EQ(visit.error().code, Code::kPermissionDenied);
}

TEST(Admission, AMethodForAnyoneNeedsNoToken) {
  District district;
  gateway::Session session;
  EXPECT_TRUE(district.client->CallAndWait(kSignIn, gateway::SignInRequest{}, session, {}));
}

TEST(Admission, MalformedBytesAreRefusedBeforeTheTokenIsRead) {
  District district;
  std::promise<Answer> promise;
  district.client->Call(MethodOf(kCheckIn), "\xff\xff\xff", {},
                        [&](Answer answer) { promise.set_value(std::move(answer)); });
  const Answer answer = promise.get_future().get();
  EXPECT_EQ(answer.status.code(), static_cast<int>(Code::kInvalidArgument));
  ASSERT_EQ(answer.status.details_size(), 1);
  EXPECT_TRUE(answer.status.details(0).Is<watchbell::common::v1::Refusal>());
}

TEST(Admission, AnOversizedRequestIsToldTheLimit) {
  ServerConfig config;
  config.request_bytes_max = 1024;
  District district{{}, config};
  visitor::CheckInRequest request;
  request.set_school("lincoln-es");
  request.set_purpose(std::string(1100, 'x'));
  visitor::Visit visit;
  const Status called = district.client->CallAndWait(kCheckIn, request, visit, As("clerk"));
  ASSERT_FALSE(called);
  EXPECT_EQ(called.error().code, Code::kResourceExhausted);
  EXPECT_EQ(called.error().reason, "REQUEST_TOO_LARGE");
  EXPECT_NE(called.error().remedy.find("1024"), std::string::npos);
}

TEST(Admission, AFarTooLargeRequestIsNotEvenRead) {
  ServerConfig config;
  config.request_bytes_max = 1024;
  District district{{}, config};
  visitor::CheckInRequest request;
  request.set_purpose(std::string(100000, 'x'));
  visitor::Visit visit;
  const Status called = district.client->CallAndWait(kCheckIn, request, visit, As("clerk"));
  ASSERT_FALSE(called);
  EXPECT_EQ(called.error().code, Code::kResourceExhausted);
}

TEST(Admission, OneMethodMayTakeMoreThanTheOthers) {
  ServerConfig config;
  config.request_bytes_max = 1024;
  config.request_bytes_max_of[kCheckIn] = 1 << 20;
  District district{{}, config};
  visitor::CheckInRequest request;
  request.set_school("lincoln-es");
  request.set_purpose(std::string(100000, 'x'));
  visitor::Visit visit;
  EXPECT_TRUE(district.client->CallAndWait(kCheckIn, request, visit, As("clerk")));
  visitor::CheckOutRequest other;
  other.set_visit_id(std::string(5000, 'x'));
  EXPECT_FALSE(
      district.client->CallAndWait("watchbell.visitor.v1.VisitService.CheckOut", other, visit, As("clerk")));
}

TEST(Admission, TheAnswerHoldsOnlyWhatTheCallerMayRead) {
  District district;
  visitor::GetVisitRequest request;
  request.set_school("lincoln-es");
  visitor::Visit seen;
  ASSERT_TRUE(district.client->CallAndWait(kGetVisit, request, seen, As("clerk")));
  EXPECT_EQ(seen.family_name(), "Okafor");
  EXPECT_EQ(seen.purpose(), "volunteer");
  ASSERT_TRUE(district.client->CallAndWait(kGetVisit, request, seen, As("viewer")));
  EXPECT_EQ(seen.school(), "lincoln-es");
  EXPECT_EQ(seen.family_name(), "");
  EXPECT_EQ(seen.purpose(), "");
}

// A lane of one thread that the first call holds until the gate opens.
struct HeldLane {
  explicit HeldLane(int queue_max) {
    handlers.check_in = [this](const Call&, const visitor::CheckInRequest&) -> Result<visitor::Visit> {
      ++begun;
      opened.wait();
      return visitor::Visit{};
    };
    ServerConfig config;
    config.routine_threads = 1;
    config.queue_max = queue_max;
    district = std::make_unique<District>(handlers, config);
  }
  ~HeldLane() { Open(); }
  void Open() {
    if (!open.exchange(true)) gate.set_value();
  }
  std::future<Result<visitor::Visit>> CheckIn(std::chrono::milliseconds timeout = std::chrono::seconds{10}) {
    return std::async(std::launch::async, [this, timeout] {
      CallOptions options = As("clerk");
      options.timeout = timeout;
      return district->CheckIn(options);
    });
  }
  std::promise<void> gate;
  std::shared_future<void> opened = gate.get_future().share();
  std::atomic<bool> open{false};
  std::atomic<int> begun{0};
  Handlers handlers;
  std::unique_ptr<District> district;
};

TEST(Lanes, PastTheQueueCallsAreRefusedAndTheUrgentLaneStillServes) {
  HeldLane held{1};
  auto first = held.CheckIn();
  ASSERT_TRUE(testing::Await([&] { return held.begun == 1; }));
  auto waiting = held.CheckIn();
  ASSERT_TRUE(testing::Await([&] {
    return held.district->MetricsPage().find("watchbell_rpc_waiting_calls{lane=\"routine\"} 1") !=
           std::string::npos;
  }));
  const auto refused = held.district->CheckIn(As("clerk"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::kResourceExhausted);
  EXPECT_EQ(refused.error().reason, "QUEUE_FULL");

  alerting::RaiseRequest raise;
  raise.set_school("lincoln-es");
  alerting::Incident incident;
  EXPECT_TRUE(held.district->client->CallAndWait(kRaise, raise, incident, As("clerk")));

  held.Open();
  EXPECT_TRUE(first.get());
  EXPECT_TRUE(waiting.get());
}

TEST(Lanes, ACallWhoseDeadlinePassedWhileItWaitedIsNotExecuted) {
  HeldLane held{8};
  auto first = held.CheckIn();
  ASSERT_TRUE(testing::Await([&] { return held.begun == 1; }));
  // Long enough that it has left the caller before it is late.
  const auto late = held.CheckIn(std::chrono::milliseconds{500}).get();
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, Code::kDeadlineExceeded);
  // The server hears of it a moment after the caller.
  ASSERT_TRUE(testing::Await([&] {
    const std::string page = held.district->MetricsPage();
    return page.find("code=\"DEADLINE_EXCEEDED\"") != std::string::npos ||
           page.find("code=\"CANCELLED\"") != std::string::npos;
  }));
  held.Open();
  EXPECT_TRUE(first.get());
  EXPECT_TRUE(held.district->CheckIn(As("clerk")));  // the lane is past the late one now
  EXPECT_EQ(held.begun, 2);
}

TEST(Deadline, IsTenSecondsUnlessStatedAndNeverMoreThanThirty) {
  std::chrono::system_clock::duration left{};
  Handlers handlers;
  handlers.check_in = [&](const Call& call, const visitor::CheckInRequest&) -> Result<visitor::Visit> {
    left = call.deadline - std::chrono::system_clock::now();
    return visitor::Visit{};
  };
  District district{handlers};
  const auto left_with = [&](std::chrono::milliseconds timeout) {
    CallOptions options = As("clerk");
    options.timeout = timeout;
    EXPECT_TRUE(district.CheckIn(options));
    return left;
  };
  EXPECT_LE(left_with(std::chrono::seconds{5}), std::chrono::seconds{6});  // gRPC rounds up on the wire
  EXPECT_LE(left_with(std::chrono::milliseconds{0}), kDeadlineDefault);    // none stated
  EXPECT_GT(left, kDeadlineDefault - std::chrono::seconds{5});
  EXPECT_LE(left_with(std::chrono::hours{1}), kDeadlineMax);
  EXPECT_GT(left, kDeadlineMax - std::chrono::seconds{5});
}

}  // namespace
}  // namespace watchbell::rpc
