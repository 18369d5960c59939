#include "common/telemetry/log.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>
#include <vector>

#include "common/telemetry/json_line.hpp"

namespace watchbell::log {
namespace {

using nlohmann::json;

TEST(JsonLine, HoldsTimeLevelServiceMessageAndFields) {
  const TimePoint at{std::chrono::milliseconds{1795332600123}};
  EXPECT_EQ(
      JsonLine(at, "info", "visitor", "rpc", {{"code", "OK"}}),
      R"({"ts":")" + ToRfc3339(at) + R"(","level":"info","service":"visitor","msg":"rpc","code":"OK"})");
}

TEST(JsonLine, QuotesBackslashesAndControlCharactersAreEscaped) {
  const std::string nasty = "a\"b\\c\nd\te\x01f\x7f";
  const json line = json::parse(JsonLine(TimePoint{}, "warn", "s", "m", {{"x", nasty}}));
  EXPECT_EQ(line["x"], nasty);
}

TEST(JsonLine, TextStaysAndBrokenBytesAreReplaced) {
  const json line = json::parse(JsonLine(TimePoint{}, "info", "s", "m",
                                         {{"good", "Zoë €"},
                                          {"stray", "a\xff z"},
                                          {"cut", "a\xe2\x82"},
                                          {"overlong", "\xc0\xaf"},
                                          {"surrogate", "\xed\xa0\x80"}}));
  EXPECT_EQ(line["good"], "Zoë €");
  EXPECT_EQ(line["stray"], "a\uFFFD z");
  EXPECT_EQ(line["cut"], "a\uFFFD\uFFFD");
  EXPECT_EQ(line["overlong"], "\uFFFD\uFFFD");
  EXPECT_EQ(line["surrogate"], "\uFFFD\uFFFD\uFFFD");
}

TEST(JsonLine, ALongFieldIsCut) {
  const json line = json::parse(JsonLine(TimePoint{}, "info", "s", "m", {{"x", std::string(100000, 'x')}}));
  EXPECT_EQ(line["x"].get<std::string>().size(), kFieldBytesMax);
}

std::vector<json> LinesOf(const std::string& output) {
  std::vector<json> lines;
  std::istringstream stream{output};
  for (std::string line; std::getline(stream, line);) lines.push_back(json::parse(line));
  return lines;
}

TEST(Log, WritesEachLineFromTheLevelUp) {
  ::testing::internal::CaptureStderr();
  Start("visitor", "warn");
  Info("quiet");
  Warn("loud", {{"why", "test {} %v"}});
  Error("louder");
  Stop();
  const auto lines = LinesOf(::testing::internal::GetCapturedStderr());
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0]["msg"], "loud");
  EXPECT_EQ(lines[0]["why"], "test {} %v");
  EXPECT_EQ(lines[1]["level"], "error");
}

TEST(Log, LinesOfManyThreadsAreAllWrittenOrCounted) {
  constexpr std::size_t kThreads = 4;
  constexpr std::size_t kLines = 5000;
  ::testing::internal::CaptureStderr();
  Start("visitor", "info");
  {
    std::vector<std::jthread> threads;
    for (std::size_t t = 0; t < kThreads; ++t) {
      threads.emplace_back([] {
        for (std::size_t i = 0; i < kLines; ++i) Info("line", {{"i", std::to_string(i)}});
      });
    }
  }
  const std::size_t dropped = Dropped();
  Stop();
  const auto lines = LinesOf(::testing::internal::GetCapturedStderr());
  EXPECT_EQ(lines.size() + dropped, kThreads * kLines);
  EXPECT_GT(lines.size(), 0U);
}

TEST(Log, BeforeTheStartNothingIsWritten) {
  ::testing::internal::CaptureStderr();
  Error("nobody listens");
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace watchbell::log
