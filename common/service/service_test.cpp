// Whole lives of a process, on a thread of this one: real NATS, real Redis, real signals.
#include "common/service/service.hpp"

#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <signal.h>

#include <atomic>
#include <fstream>
#include <future>
#include <thread>

#include "common/bus/stream.hpp"
#include "common/rpc/test_district.hpp"
#include "common/rpc/wire.hpp"
#include "common/testing/servers.hpp"

namespace watchbell::service {
namespace {

constexpr char kServing[] = "\x08\x01";
constexpr char kNotServing[] = "\x08\x02";

// The files and servers that a service needs.
struct Site {
  Site() {
    std::ofstream{dir.path() + "/roles.json"} << rpc::test::kRoles;
    std::ofstream{dir.path() + "/token-public.pem"} << rpc::test::Keys().public_pem;
    std::ofstream{dir.path() + "/keys.txt"} << "visitor/1 " << std::string(64, 'a') << "\ndirectory/1 "
                                            << std::string(64, 'b') << "\n";
  }
  testing::TempDir dir;
  testing::NatsServer nats;
  testing::RedisServer redis;
};

class Life {
 public:
  using Wire = std::function<Status(Host&)>;

  Life(const Site& site, Options options, Wire wire, const std::string& roles = "roles.json")
      : port_(testing::FreePort()) {
    options.name = "visitor";
    arguments_ = {"visitor",
                  "--listen=127.0.0.1:" + std::to_string(port_),
                  "--metrics-listen=127.0.0.1:" + std::to_string(testing::FreePort()),
                  "--nats=" + site.nats.url(),
                  "--redis=127.0.0.1:" + std::to_string(site.redis.port()),
                  "--keys=" + site.dir.path() + "/keys.txt",
                  "--roles=" + site.dir.path() + "/" + roles,
                  "--token-public-key=" + site.dir.path() + "/token-public.pem",
                  "--log-level=error"};
    thread_ = std::thread{[this, options, wire = std::move(wire)] {
      std::vector<char*> pointers;
      for (auto& argument : arguments_) pointers.push_back(argument.data());
      exit_ = Run(static_cast<int>(pointers.size()), pointers.data(), options, wire);
    }};
  }
  ~Life() {
    if (thread_.joinable()) End();
  }
  // SIGTERM once it serves.
  int End() {
    EXPECT_TRUE(AwaitHealth(kServing));
    pthread_kill(thread_.native_handle(), SIGTERM);
    return Exit();
  }
  // Waits for the end that it comes to by itself.
  int Exit() {
    thread_.join();
    return exit_;
  }
  // Serialised grpc.health.v1.HealthCheckResponse; "" when nobody answers.
  std::string Health() const {
    grpc::GenericStub stub{
        grpc::CreateChannel("127.0.0.1:" + std::to_string(port_), grpc::InsecureChannelCredentials())};
    grpc::ClientContext context;
    const grpc::ByteBuffer request = rpc::ToBuffer(std::string_view{});
    grpc::ByteBuffer response;
    std::promise<bool> promise;
    stub.UnaryCall(&context, "/grpc.health.v1.Health/Check", {}, &request, &response,
                   [&](const grpc::Status& status) { promise.set_value(status.ok()); });
    return promise.get_future().get() ? rpc::ToBytes(response) : "";
  }
  bool AwaitHealth(const std::string& expected) const {
    return testing::Await([&] { return Health() == expected; }, std::chrono::seconds{20});
  }

 private:
  int port_;
  std::vector<std::string> arguments_;
  std::atomic<int> exit_{-1};
  std::thread thread_;
};

Status VisitsOnly(Host& host) {
  rpc::test::AddVisits(host.server(), {});
  return {};
}

TEST(Service, StartsServesAndStopsItsPartsInReverseOrder) {
  const Site site;
  std::vector<std::string> stopped;
  struct Part {
    ~Part() { stopped.push_back(name); }
    std::vector<std::string>& stopped;
    std::string name;
  };
  Life life{site, {}, [&](Host& host) -> Status {
              host.Own(std::shared_ptr<Part>(new Part{stopped, "first"}));
              host.OnDrain([&] { stopped.push_back("second"); });
              host.Own(std::unique_ptr<Part>(new Part{stopped, "third"}));
              rpc::test::AddVisits(host.server(), {});
              return {};
            }};
  EXPECT_TRUE(life.AwaitHealth(kServing));
  EXPECT_TRUE(stopped.empty());
  EXPECT_EQ(life.End(), 0);
  EXPECT_EQ(stopped, (std::vector<std::string>{"third", "second", "first"}));
}

TEST(Service, FindsItsStreamsWhenItIsWired) {
  const Site site;
  std::atomic<bool> found{false};
  Life life{site, {}, [&](Host& host) -> Status {
              const auto last =
                  host.bus()->Last("VISITOR", "record.visitor.v1.visit.a.b", bus::Freshness::kLeader);
              const auto dead =
                  host.bus()->Last("DEAD_LETTERS", "record.dead_letters.v1.a.b.c", bus::Freshness::kLeader);
              found = last.has_value() && dead.has_value();
              return VisitsOnly(host);
            }};
  EXPECT_EQ(life.End(), 0);
  EXPECT_TRUE(found);
}

TEST(Service, AMissingFileIsOneLineThatNamesFileAndOption) {
  const Site site;
  ::testing::internal::CaptureStderr();
  Life life{site, {}, VisitsOnly, "none.json"};
  EXPECT_EQ(life.Exit(), 1);
  const std::string line = ::testing::internal::GetCapturedStderr();
  EXPECT_TRUE(line.starts_with("visitor: cannot start: ")) << line;
  EXPECT_NE(line.find("/none.json"), std::string::npos) << line;
  EXPECT_NE(line.find("--roles"), std::string::npos) << line;
  EXPECT_EQ(std::count(line.begin(), line.end(), '\n'), 1) << line;
}

TEST(Service, AStepThatFailsEndsTheStart) {
  const Site site;
  ::testing::internal::CaptureStderr();
  bool stopped = false;
  Life life{site, {}, [&](Host& host) -> Status {
              host.OnDrain([&] { stopped = true; });
              host.WhenRecordReady("index",
                                   [] { return Fail(Code::kInternal, "INDEX_BROKEN", "Rebuild it."); });
              return {};
            }};
  EXPECT_EQ(life.Exit(), 1);
  EXPECT_TRUE(stopped);
  EXPECT_NE(::testing::internal::GetCapturedStderr().find("cannot start: Rebuild it. (INDEX_BROKEN)"),
            std::string::npos);
}

TEST(Service, AMethodWithoutAHandlerEndsTheStart) {
  const Site site;
  ::testing::internal::CaptureStderr();
  Life life{site, {}, [](Host& host) -> Status {
              host.server().Unary(
                  rpc::test::kGetVisit,
                  [](const rpc::Call&, const visitor::v1::GetVisitRequest&) -> Result<visitor::v1::Visit> {
                    return visitor::v1::Visit{};
                  });
              return {};
            }};
  EXPECT_EQ(life.Exit(), 1);
  EXPECT_NE(::testing::internal::GetCapturedStderr().find("no handler for"), std::string::npos);
}

TEST(Service, WithoutNatsARoutineServiceDoesNotStart) {
  Site site;
  site.nats.Kill();
  ::testing::internal::CaptureStderr();
  Life life{site, {}, VisitsOnly};
  EXPECT_EQ(life.Exit(), 1);
  EXPECT_NE(::testing::internal::GetCapturedStderr().find("--nats"), std::string::npos);
}

TEST(Service, WhileNatsIsAwayARoutineServiceSaysNotServing) {
  Site site;
  Life life{site, {}, VisitsOnly};
  ASSERT_TRUE(life.AwaitHealth(kServing));
  site.nats.Kill();
  EXPECT_TRUE(life.AwaitHealth(kNotServing));
  site.nats.Start();
  EXPECT_TRUE(life.AwaitHealth(kServing));
}

TEST(Service, WithoutNatsAnAlarmServiceServesAndCatchesUp) {
  Site site;
  site.nats.Kill();
  std::atomic<int> ready{0};
  std::atomic<bool> stream_found{false};
  Options options;
  options.serve_without_record = true;
  Life life{
      site, options, [&](Host& host) -> Status {
        host.WhenRecordReady("second thoughts", [&ready]() -> Status {
          if (++ready == 1) return Fail(Code::kUnavailable, "NOT_YET", "Again.");
          return {};
        });
        host.WhenRecordReady("follower", [&host, &stream_found]() -> Status {
          stream_found =
              host.bus()->Last("VISITOR", "record.visitor.v1.visit.a.b", bus::Freshness::kLeader).has_value();
          return {};
        });
        return VisitsOnly(host);
      }};
  ASSERT_TRUE(life.AwaitHealth(kServing));
  EXPECT_EQ(ready, 0);
  site.nats.Start();
  EXPECT_TRUE(testing::Await([&] { return stream_found.load(); }));
  EXPECT_EQ(ready, 2);
  site.nats.Kill();
  EXPECT_EQ(life.Health(), kServing);
  EXPECT_EQ(life.End(), 0);
}

}  // namespace
}  // namespace watchbell::service
