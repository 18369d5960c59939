#include "common/view/timers.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdlib>
#include <map>
#include <mutex>
#include <set>

#include "common/testing/await.hpp"
#include "common/testing/servers.hpp"

namespace watchbell::view {
namespace {

using std::chrono::milliseconds;
using testing::Await;

constexpr char kRedisPort[] = "WATCHBELL_TEST_REDIS_PORT";
constexpr char kReplica[] = "WATCHBELL_TEST_REPLICA";

names::Key Incident(const std::string& id) { return {"alerting", "incident", "lincoln-es", id}; }
TimePoint At(long long millis) { return TimePoint{milliseconds{millis}}; }

std::shared_ptr<redis::Pool> PoolAt(int port) {
  redis::RedisConfig config;
  config.port = port;
  config.command_timeout = std::chrono::seconds{10};  // of a loaded machine
  return std::make_shared<redis::Pool>(config);
}

class TimersTest : public ::testing::Test {
 protected:
  void Set(const std::string& id, TimePoint due) {
    ASSERT_TRUE(view_.Write({{Incident(id), ++sequence_, "body", {{}, {{"escalate", due}}}}}));
  }
  std::unique_ptr<Timers> MakeTimers(Timers::Handler handle) {
    return std::make_unique<Timers>(
        pool_, view_, [this] { return At(now_); },
        [this, handle = std::move(handle)](const DueTimer& timer) {
          const std::lock_guard lock{mutex_};
          ++fired_[timer.key.id];
          return handle(timer);
        },
        probe_);
  }
  int Fired(const std::string& id) {
    const std::lock_guard lock{mutex_};
    return fired_[id];
  }
  // Timers that are not forgotten yet, however late they are due.
  int Left() { return static_cast<int>(view_.Due(At(4102444800000), 10'000)->size()); }

  testing::RedisServer redis_;
  std::shared_ptr<redis::Pool> pool_ = PoolAt(redis_.port());
  ViewStore view_{pool_, "alerting"};
  prometheus::Registry registry_;
  Probe probe_{registry_};
  std::atomic<long long> now_ = 0;
  std::uint64_t sequence_ = 0;
  std::mutex mutex_;
  std::map<std::string, int> fired_;
};

Status Done(const DueTimer&) { return {}; }

TEST_F(TimersTest, ATimerFiresAtItsTimeAndOnce) {
  Set("early", At(100));
  Set("late", At(200));
  now_ = 100;
  const auto timers = MakeTimers(Done);
  ASSERT_TRUE(Await([&] { return Left() == 1; }));
  EXPECT_EQ(Fired("early"), 1);
  EXPECT_EQ(Fired("late"), 0);
  now_ = 200;
  ASSERT_TRUE(Await([&] { return Left() == 0; }));
  EXPECT_EQ(Fired("early"), 1);
  EXPECT_EQ(Fired("late"), 1);
}

TEST_F(TimersTest, AHandlerThatIsUnavailableIsAskedAgainSoon) {
  Set("a", At(1));
  now_ = 1;
  const auto timers = MakeTimers([&](const DueTimer&) -> Status {
    if (fired_["a"] < 3) return Fail(Code::kUnavailable, "AWAY", "Try again.");
    return {};
  });
  ASSERT_TRUE(Await([&] { return Left() == 0; }));
  EXPECT_EQ(Fired("a"), 3);
}

TEST_F(TimersTest, ARefusedTimerRestsAndDoesNotSpin) {
  Set("refused", At(1));
  now_ = 1;
  const auto timers = MakeTimers([](const DueTimer& timer) -> Status {
    if (timer.key.id == "refused") return Fail(Code::kInternal, "BROKEN", "Repair it.");
    return {};
  });
  ASSERT_TRUE(Await([&] { return Fired("refused") == 1; }));
  for (int round = 0; round < 3; ++round) {  // each needs a round of its own
    const auto id = "other" + std::to_string(round);
    Set(id, At(1));
    ASSERT_TRUE(Await([&] { return Fired(id) == 1; }));
  }
  EXPECT_TRUE(Await([&] { return Left() == 1; }));  // one is forgotten a moment after it fired
  EXPECT_EQ(Fired("refused"), 1);
}

TEST_F(TimersTest, ManyFailingTimersDoNotStandInTheWayOfTheOthers) {
  constexpr int kFailing = Timers::kBatch * 3;
  for (int i = 0; i < kFailing; ++i) Set("failing" + std::to_string(i), At(1));
  Set("good", At(2));
  now_ = 2;
  const auto timers = MakeTimers([](const DueTimer& timer) -> Status {
    if (timer.key.id != "good") return Fail(Code::kAborted, "CONFLICT", "Try again.");
    return {};
  });
  EXPECT_TRUE(Await([&] { return Fired("good") == 1; }));
  EXPECT_TRUE(Await([&] { return Left() == kFailing; }));
}

TEST_F(TimersTest, OfThreadsThatShareALeaseOneFiresAndAnotherTakesOverWhenItGoes) {
  std::array<std::unique_ptr<Timers>, 3> replicas;
  for (auto& replica : replicas) replica = MakeTimers(Done);
  constexpr int kTimers = 30;
  for (int i = 0; i < kTimers; ++i) Set(std::to_string(i), At(i + 1));
  for (int i = 0; i < kTimers; ++i) {
    now_ = i + 1;
    if (i == 10) replicas[0].reset();
    if (i == 20) replicas[1].reset();
    ASSERT_TRUE(Await([&] { return Fired(std::to_string(i)) == 1; }));
  }
  ASSERT_TRUE(Await([&] { return Left() == 0; }));
  for (int i = 0; i < kTimers; ++i) EXPECT_EQ(Fired(std::to_string(i)), 1) << i;
}

TEST_F(TimersTest, TimersOutliveARedisThatComesBackEmpty) {
  const auto timers = MakeTimers(Done);
  now_ = 1;
  Set("before", At(1));
  ASSERT_TRUE(Await([&] { return Fired("before") == 1; }));
  redis_.Kill();
  redis_.Start();
  ASSERT_TRUE(Await([&] { return pool_->Reachable(); }));
  Set("after", At(1));
  EXPECT_TRUE(Await([&] { return Fired("after") == 1; }));
}

// One replica as a process of its own, started by the test below.
TEST(TimersReplica, DISABLED_FiresUntilItIsKilled) {
  const char* port = std::getenv(kRedisPort);
  const char* replica = std::getenv(kReplica);
  ASSERT_TRUE(port && replica);
  const auto pool = PoolAt(std::atoi(port));
  ViewStore view{pool, "alerting"};
  prometheus::Registry registry;
  Probe probe{registry};
  Timers timers{pool, view, SystemClock(),
                [&](const DueTimer& timer) -> Status {
                  pool->Run({"RPUSH", "fired", fmt::format("{} {}", timer.key.id, replica)});
                  return {};
                },
                probe};
  for (;;) ::pause();
}

TEST_F(TimersTest, EachTimerFiresOnceThoughThreeProcessesRunAndTheFiringOneIsKilled) {
  constexpr int kReplicas = 3;
  constexpr int kTimers = 40;
  constexpr milliseconds kApart{100};
  ::setenv(kRedisPort, std::to_string(redis_.port()).c_str(), 1);
  testing::TempDir logs;
  std::array<std::unique_ptr<testing::Process>, kReplicas> replicas;
  const auto start = SystemClock()();
  for (int i = 0; i < kTimers; ++i) Set(std::to_string(i), start + i * kApart);
  for (int i = 0; i < kReplicas; ++i) {
    ::setenv(kReplica, std::to_string(i).c_str(), 1);
    replicas[static_cast<std::size_t>(i)] = std::make_unique<testing::Process>(
        std::vector<std::string>{"/proc/self/exe", "--gtest_also_run_disabled_tests",
                                 "--gtest_filter=TimersReplica.DISABLED_FiresUntilItIsKilled"},
        fmt::format("{}/{}.log", logs.path(), i));
  }
  const auto fired = [&] { return pool_->Run({"LRANGE", "fired", "0", "-1"})->Items(); };
  const auto replica_of = [](const redis::Reply& line) { return line.Text().back() - '0'; };

  ASSERT_TRUE(Await([&] { return fired().size() >= kTimers / 4; }));
  const auto victim = static_cast<std::size_t>(replica_of(fired().back()));
  replicas[victim]->Kill();
  ASSERT_TRUE(Await([&] { return Left() == 0; }, std::chrono::seconds{20}));

  std::map<std::string, int> times;
  std::set<int> who;
  for (const auto& line : fired()) {
    ++times[line.Text().substr(0, line.Text().find(' '))];
    who.insert(replica_of(line));
  }
  EXPECT_EQ(times.size(), static_cast<std::size_t>(kTimers));
  // The one that was under way when its process died may come again: under the same request id.
  EXPECT_LE(fired().size(), static_cast<std::size_t>(kTimers) + 1);
  EXPECT_EQ(who.size(), 2U);
}

}  // namespace
}  // namespace watchbell::view
