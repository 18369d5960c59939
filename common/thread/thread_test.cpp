#include "common/thread/thread.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <fstream>
#include <future>
#include <memory>
#include <thread>

#include "common/thread/pool.hpp"

namespace watchbell::thread {
namespace {

int Niceness() { return getpriority(PRIO_PROCESS, 0); }

std::string Name() {
  std::string name;
  std::ifstream in("/proc/thread-self/comm");
  std::getline(in, name);
  return name;
}

TEST(ThreadTest, ALongNameIsCut) {
  std::thread([] {
    NameThisThread("overdue_drills_of_a_year");
    EXPECT_EQ(Name(), "overdue_drills_");
  }).join();
}

TEST(ThreadTest, WhatALoweredThreadStartsIsLoweredAndNobodyElse) {
  const int before = Niceness();
  const int lowered =
      StartLowered(StepBack::kForUrgent, [] { return std::async(std::launch::async, Niceness).get(); });
  EXPECT_EQ(lowered, static_cast<int>(StepBack::kForUrgent));
  EXPECT_EQ(Niceness(), before);
}

TEST(PoolTest, WhatIsHandedToItIsDoneOnAThreadOfItsOwn) {
  Pool pool("rest", 2, StepBack::kForAlarms);
  std::string name;
  int niceness = 0;
  pool.RunAndWait([&] {
    name = Name();
    niceness = Niceness();
  });
  EXPECT_EQ(name, "rest");
  EXPECT_EQ(niceness, static_cast<int>(StepBack::kForAlarms));
}

TEST(PoolTest, AsManyAreAtWorkAsItHasThreads) {
  Pool pool("rest", 2, StepBack::kForAlarms);
  std::promise<void> second_began;
  bool both = false;
  pool.Run([&] { second_began.set_value(); });
  pool.RunAndWait([&] {
    second_began.get_future().wait();
    both = true;
  });
  EXPECT_TRUE(both);
}

TEST(PoolTest, ItEndsWhenWhatHasBegunIsDone) {
  std::promise<void> began;
  std::promise<void> may_end;
  bool ended = false;
  auto pool = std::make_unique<Pool>("rest", 1, StepBack::kForAlarms);
  pool->Run([&] {
    began.set_value();
    may_end.get_future().wait();
    ended = true;
  });
  began.get_future().wait();
  may_end.set_value();
  pool.reset();
  EXPECT_TRUE(ended);
}

}  // namespace
}  // namespace watchbell::thread
