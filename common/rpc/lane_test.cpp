#include "common/rpc/lane.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

#include "common/testing/await.hpp"

namespace watchbell::rpc {
namespace {

TEST(Lane, PastItsQueueItRefuses) {
  prometheus::Gauge waiting;
  std::promise<void> gate;
  const auto opened = gate.get_future().share();
  std::promise<void> begun;
  std::atomic<int> ran{0};
  Lane lane{"test", 1, 2, waiting};
  ASSERT_TRUE(lane.Submit([&] {
    begun.set_value();
    opened.wait();
    ++ran;
  }));
  begun.get_future().wait();
  EXPECT_TRUE(lane.Submit([&] { ++ran; }));
  EXPECT_TRUE(lane.Submit([&] { ++ran; }));
  EXPECT_FALSE(lane.Submit([&] { ++ran; }));
  EXPECT_EQ(waiting.Value(), 2);
  gate.set_value();
  lane.Stop();
  EXPECT_EQ(ran, 3);
  EXPECT_EQ(waiting.Value(), 0);
}

TEST(Lane, ItsThreadsWorkAtOnce) {
  prometheus::Gauge waiting;
  std::atomic<int> inside{0};
  Lane lane{"test", 3, 8, waiting};
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(lane.Submit([&] {
      ++inside;
      testing::Await([&] { return inside == 3; });
    }));
  }
  EXPECT_TRUE(testing::Await([&] { return inside == 3; }));
}

TEST(Lane, AfterStopItTakesNothing) {
  prometheus::Gauge waiting;
  Lane lane{"test", 1, 8, waiting};
  lane.Stop();
  EXPECT_FALSE(lane.Submit([] {}));
}

}  // namespace
}  // namespace watchbell::rpc
