#include "common/service/flags.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "common/service/config.hpp"
#include "common/testing/process.hpp"

namespace watchbell::service {
namespace {

// What `arguments` leave in the shared options and in one of the service's own.
struct Parsed {
  Config config;
  std::vector<std::string> backends;
  std::optional<int> exit;
};

Parsed Parse(std::vector<const char*> arguments) {
  Parsed parsed;
  Flags flags{"visitor", "Test."};
  parsed.config.AddTo(flags);
  flags.Add("--backend", parsed.backends, "name=address");
  arguments.insert(arguments.begin(), "visitor");
  ::testing::internal::CaptureStderr();
  ::testing::internal::CaptureStdout();
  parsed.exit = flags.Parse(static_cast<int>(arguments.size()), arguments.data());
  ::testing::internal::GetCapturedStdout();
  ::testing::internal::GetCapturedStderr();
  return parsed;
}

TEST(Flags, WithoutArgumentsTheDefaultsHold) {
  const Parsed parsed = Parse({});
  EXPECT_FALSE(parsed.exit);
  EXPECT_EQ(parsed.config.drain_seconds, 10);
  EXPECT_FALSE(parsed.config.reflection);
}

TEST(Flags, TheCommandLineBeatsTheEnvironment) {
  ::setenv("WATCHBELL_METRICS_LISTEN", "127.0.0.1:1", 1);
  ::setenv("WATCHBELL_REFLECTION", "true", 1);
  ::setenv("WATCHBELL_BACKEND", "a=1,b=2", 1);
  const Parsed by_environment = Parse({});
  const Parsed by_argument = Parse({"--metrics-listen", "127.0.0.1:2", "--backend", "c=3"});
  for (const char* name : {"WATCHBELL_METRICS_LISTEN", "WATCHBELL_REFLECTION", "WATCHBELL_BACKEND"})
    ::unsetenv(name);
  EXPECT_EQ(by_environment.config.metrics_listen, "127.0.0.1:1");
  EXPECT_TRUE(by_environment.config.reflection);
  EXPECT_EQ(by_environment.backends, (std::vector<std::string>{"a=1", "b=2"}));
  EXPECT_EQ(by_argument.config.metrics_listen, "127.0.0.1:2");
  EXPECT_EQ(by_argument.backends, std::vector<std::string>{"c=3"});
}

TEST(Flags, AFileSetsOptionsAndItsUnknownKeysAreAnError) {
  const testing::TempDir dir;
  const std::string good = dir.path() + "/good.toml";
  const std::string bad = dir.path() + "/bad.toml";
  std::ofstream{good} << "nats = \"nats://n:1\"\ndrain-seconds = 3\n";
  std::ofstream{bad} << "natz = \"nats://n:1\"\n";
  const Parsed parsed = Parse({"--config", good.c_str()});
  EXPECT_FALSE(parsed.exit);
  EXPECT_EQ(parsed.config.nats, "nats://n:1");
  EXPECT_EQ(parsed.config.drain_seconds, 3);
  EXPECT_NE(Parse({"--config", bad.c_str()}).exit.value_or(0), 0);
}

TEST(Flags, AMistakeIsAnErrorAndHelpIsNot) {
  EXPECT_NE(Parse({"--no-such-option"}).exit.value_or(0), 0);
  EXPECT_NE(Parse({"--replicas", "9"}).exit.value_or(0), 0);
  EXPECT_EQ(Parse({"--help"}).exit, 0);
}

TEST(Config, RedisIsAHostAndAPort) {
  Config config;
  config.redis = "cache.district:6380";
  ASSERT_TRUE(config.Redis());
  EXPECT_EQ(config.Redis()->host, "cache.district");
  EXPECT_EQ(config.Redis()->port, 6380);
  for (const char* bad : {"cache", "cache:", ":6379", "cache:0", "cache:70000", "cache:6379x"}) {
    config.redis = bad;
    ASSERT_FALSE(config.Redis()) << bad;
    EXPECT_EQ(config.Redis().error().field, "--redis");
  }
}

TEST(Config, TheRedisPasswordComesFromAFile) {
  const testing::TempDir dir;
  Config config;
  config.redis_password_file = dir.path() + "/password";
  EXPECT_FALSE(config.Redis());
  std::ofstream{config.redis_password_file} << "open sesame\n";
  ASSERT_TRUE(config.Redis());
  EXPECT_EQ(config.Redis()->password, "open sesame");
}

}  // namespace
}  // namespace watchbell::service
