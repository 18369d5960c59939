#include "common/redis/redis.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "common/testing/await.hpp"
#include "common/testing/servers.hpp"

namespace watchbell::redis {
namespace {

using std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

RedisConfig ConfigOf(const testing::RedisServer& server, int connections_max = 16) {
  RedisConfig config;
  config.port = server.port();
  config.connections_max = connections_max;
  return config;
}

class RedisTest : public ::testing::Test {
 protected:
  testing::RedisServer server_;
  Pool pool_{ConfigOf(server_)};
};

TEST_F(RedisTest, RepliesAreValues) {
  EXPECT_EQ(pool_.Run({"SET", "name", std::string{"a\0b", 3}})->Text(), "OK");
  EXPECT_EQ(pool_.Run({"GET", "name"})->Text(), (std::string{"a\0b", 3}));
  EXPECT_TRUE(pool_.Run({"GET", "nothing"})->IsNil());
  EXPECT_EQ(pool_.Run({"INCR", "count"})->Integer(), 1);
  pool_.Run({"RPUSH", "list", "x", "y"});
  const auto list = pool_.Run({"LRANGE", "list", "0", "-1"});
  ASSERT_EQ(list->Items().size(), 2U);
  EXPECT_EQ(list->Items()[1].Text(), "y");
}

TEST_F(RedisTest, AnErrorReplyIsAnErrorAndTheConnectionLivesOn) {
  pool_.Run({"SET", "text", "x"});
  const auto refused = pool_.Run({"INCR", "text"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, "REDIS_ERROR");
  EXPECT_EQ(refused.error().code, Code::kInternal);
  EXPECT_TRUE(pool_.Reachable());
}

TEST_F(RedisTest, APipelineAnswersEachCommandInItsPlace) {
  const auto replies = pool_.Pipeline({{"SET", "a", "1"}, {"LPOP", "a"}, {"GET", "a"}});
  ASSERT_TRUE(replies);
  ASSERT_EQ(replies->size(), 3U);
  EXPECT_EQ((*replies)[0]->Text(), "OK");
  EXPECT_FALSE((*replies)[1]);
  EXPECT_EQ((*replies)[2]->Text(), "1");
}

TEST_F(RedisTest, AScriptRunsByDigestAndIsLoadedAgainWhenTheServerForgotIt) {
  constexpr std::string_view kScript = "return {KEYS[1], ARGV[1]}";
  for (int round = 0; round < 2; ++round) {
    const auto reply = pool_.Eval(kScript, {"key"}, {"value"});
    ASSERT_TRUE(reply) << reply.error().remedy;
    EXPECT_EQ(reply->Items()[0].Text(), "key");
    EXPECT_EQ(reply->Items()[1].Text(), "value");
    pool_.Run({"SCRIPT", "FLUSH"});
  }
}

TEST_F(RedisTest, AKilledServerIsUnavailableAtOnceAndARestartedOneIsFoundAgain) {
  ASSERT_TRUE(pool_.Reachable());
  server_.Kill();
  EXPECT_FALSE(pool_.Reachable());
  const auto started = Steady::now();
  for (int i = 0; i < 1000; ++i) {
    const auto refused = pool_.Run({"PING"});
    ASSERT_FALSE(refused);
    ASSERT_EQ(refused.error().code, Code::kUnavailable);
    ASSERT_EQ(refused.error().reason, "REDIS_UNAVAILABLE");
  }
  EXPECT_LT(Steady::now() - started, Pool::kRetryAfter);
  server_.Start();
  EXPECT_TRUE(testing::Await([&] { return pool_.Reachable(); }));
}

TEST_F(RedisTest, ACommandAfterARestartDoesNotMeetTheDeadConnection) {
  ASSERT_TRUE(pool_.Reachable());
  server_.Kill();
  server_.Start();
  EXPECT_TRUE(pool_.Reachable());
}

TEST_F(RedisTest, ACommandThatTakesTooLongFailsWithinItsTimeoutAndTheNextOneAtOnce) {
  const auto started = Steady::now();
  const auto late = pool_.Run({"BLPOP", "nothing", "30"});
  const auto waited = Steady::now() - started;
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, Code::kUnavailable);
  EXPECT_GE(waited, milliseconds{200});
  EXPECT_LT(waited, milliseconds{5000});  // of thirty seconds
  EXPECT_FALSE(pool_.Reachable());
  EXPECT_TRUE(testing::Await([&] { return pool_.Reachable(); }));
}

TEST(RedisPoolTest, SixtyFourThreadsShareFourConnections) {
  constexpr int kThreads = 64;
  constexpr int kCommands = 200;
  testing::RedisServer server;
  auto config = ConfigOf(server, 4);
  config.command_timeout = milliseconds{5000};
  Pool pool{config};
  std::atomic<int> failed = 0;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([&] {
        for (int i = 0; i < kCommands; ++i) {
          if (!pool.Run({"INCR", "count"})) ++failed;
        }
      });
    }
  }
  EXPECT_EQ(failed, 0);
  EXPECT_EQ(pool.Run({"GET", "count"})->Text(), std::to_string(kThreads * kCommands));
  const auto stats = pool.Run({"INFO", "stats"})->Text();
  const std::string label = "total_connections_received:";
  const int connections = std::stoi(stats.substr(stats.find(label) + label.size()));
  EXPECT_GT(connections, 0);
  EXPECT_LE(connections, 4 + 1);  // one is the test's look at the port
}

TEST(RedisPoolTest, AWrongPasswordIsUnavailableAndSaysSo) {
  testing::RedisServer server;
  Pool admin{ConfigOf(server)};
  admin.Run({"CONFIG", "SET", "requirepass", "secret"});
  auto config = ConfigOf(server);
  config.password = "wrong";
  const auto refused = Pool{config}.Run({"PING"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::kUnavailable);
  config.password = "secret";
  EXPECT_TRUE(Pool{config}.Reachable());
}

TEST(RedisPoolTest, NobodyListeningIsUnavailable) {
  RedisConfig config;
  config.port = testing::FreePort();
  const auto refused = Pool{config}.Run({"PING"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, "REDIS_UNAVAILABLE");
}

}  // namespace
}  // namespace watchbell::redis
