// How many visitors the system admits a second, through the gateway.
#include <atomic>
#include <nlohmann/json.hpp>
#include <thread>

#include "common/id/id.hpp"
#include "tests/load/benches.hpp"
#include "tests/load/http_client.hpp"
#include "tests/load/raw_grpc.hpp"

namespace watchbell::load {
namespace {

constexpr int kConnections = 16;
constexpr std::size_t kSessionsEach = 8;  // the gateway lets one session ask 50 times a second
constexpr std::chrono::seconds kSpan{5};
constexpr std::chrono::seconds kFloorSpan{2};
constexpr int kFloorBytes = 200;  // about a check-in
constexpr char kCheckIn[] = "/watchbell.visitor.v1.VisitService/CheckIn";

std::string CheckInRequest(int number) {
  return nlohmann::json{{"requestId", id::New(SystemClock()())},
                        {"school", "lincoln-es"},
                        {"purpose", "parent meeting"},
                        {"manual",
                         {{"givenName", "Mariangela"},
                          {"familyName", "Fitzgerald" + std::string(1, static_cast<char>('a' + number % 26))},
                          {"dateOfBirth", "1981-02-03"},
                          {"documentKind", "KIND_OTHER"}}}}
      .dump();
}

struct Clerk {
  HttpClient client;
  std::vector<std::string> cookies;
};

// From an address of its own, since sign-ins are limited by address.
Clerk SignIn(const std::string& gateway, int number) {
  Clerk clerk{HttpClient(gateway, "127.0.0." + std::to_string(10 + number)), {}};
  while (clerk.cookies.size() < kSessionsEach) clerk.cookies.push_back(clerk.client.SignIn("clerk"));
  return clerk;
}

}  // namespace

void BenchCheckIn(const System& system) {
  std::vector<Clerk> clerks;
  for (int i = 0; i < kConnections; ++i) clerks.push_back(SignIn(system.gateway, i));
  std::atomic<int> admitted{0}, refused{0};
  const auto begun = SteadyClock::now();
  {
    std::vector<std::jthread> threads;
    for (auto& clerk : clerks) {
      threads.emplace_back([&] {
        for (int i = 0; SteadyClock::now() < begun + kSpan; ++i) {
          const auto& cookie = clerk.cookies[static_cast<std::size_t>(i) % kSessionsEach];
          const auto answer = clerk.client.PostJson(kCheckIn, CheckInRequest(i), cookie);
          ++(answer.status == 200 ? admitted : refused);
        }
      });
    }
  }
  const double rate = admitted / (MicrosSince(begun) / 1e6);
  Require(refused == 0, std::to_string(refused) + " check-ins were refused");
  Print("checkin_rate", rate, "1/s", RawGrpc{}.Rate(kConnections, kFloorSpan, std::string(kFloorBytes, 'x')));
}

}  // namespace watchbell::load
