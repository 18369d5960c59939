#include "common/view/follower.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <sstream>

#include "common/bus/stream.hpp"
#include "common/testing/await.hpp"
#include "common/testing/servers.hpp"

namespace watchbell::view {
namespace {

using std::chrono::milliseconds;
using testing::Await;
using Steady = std::chrono::steady_clock;

constexpr char kOnSite[] = "on_site:lincoln-es";
constexpr char kGone[] = "gone:lincoln-es";

names::Key Visit(int number) { return {"visitor", "visit", "lincoln-es", std::to_string(number)}; }

// A message's payload is the index that the aggregate is in.
std::optional<Entry> Project(const bus::Stored& message) {
  auto key = names::ParseSubject(message.subject);
  if (!key || message.payload.empty()) return std::nullopt;
  const auto score = static_cast<double>(message.sequence);
  return Entry{*key, message.sequence, message.payload, {{{message.payload, score}}, {}}};
}

class FollowerTest : public ::testing::Test {
 protected:
  FollowerTest() : bus_(bus::Bus::Connect({.url = nats_.url()}).value()) {
    EXPECT_TRUE(bus::Reconcile(*bus_, bus::RecordStream("visitor", 1)));
    redis::RedisConfig config;
    config.port = redis_.port();
    config.command_timeout = std::chrono::seconds{10};  // of a loaded machine
    pool_ = std::make_shared<redis::Pool>(config);
    view_ = std::make_unique<ViewStore>(pool_, "visitor");
  }

  std::unique_ptr<Follower> MakeFollower() {
    return std::make_unique<Follower>(bus_, pool_, *view_, Project, probe_);
  }

  std::optional<std::uint64_t> Append(int visit, const std::string& index) {
    const auto id = "id-" + std::to_string(++appended_);
    bus::Outgoing message;
    message.subject = names::RecordSubject(Visit(visit));
    message.id = id;
    message.payload = index;
    const auto ack = bus_->Append(message);
    if (!ack) return std::nullopt;
    return ack->sequence;
  }

  // -1: refused.
  int Count(const std::string& index) {
    const auto page = view_->List(index, kPageMax, "");
    return page ? static_cast<int>(page->bodies.size()) : -1;
  }

  testing::NatsServer nats_;
  testing::RedisServer redis_;
  prometheus::Registry registry_;
  Probe probe_{registry_};
  std::shared_ptr<bus::Bus> bus_;
  std::shared_ptr<redis::Pool> pool_;
  std::unique_ptr<ViewStore> view_;
  std::atomic<int> appended_ = 0;
};

TEST_F(FollowerTest, AnEmptyRecordMakesAnEmptyListAndNoRefusal) {
  EXPECT_EQ(Count(kOnSite), -1);
  const auto follower = MakeFollower();
  EXPECT_TRUE(Await([&] { return Count(kOnSite) == 0; }));
}

TEST_F(FollowerTest, WhatIsAppendedIsListedInItsNewestState) {
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(Append(i, kOnSite));
  for (int i = 0; i < 4; ++i) ASSERT_TRUE(Append(i, kGone));
  const auto follower = MakeFollower();
  EXPECT_TRUE(Await([&] { return Count(kOnSite) == 6 && Count(kGone) == 4; }));
  ASSERT_TRUE(Append(9, kGone));
  EXPECT_TRUE(Await([&] { return Count(kOnSite) == 5 && Count(kGone) == 5; }));
  EXPECT_EQ(*view_->Position(), std::optional<std::uint64_t>{15});
}

TEST_F(FollowerTest, AMessageThatTheProjectorPassesOverDoesNotHoldUpTheRest) {
  ASSERT_TRUE(Append(1, ""));
  ASSERT_TRUE(Append(2, kOnSite));
  const auto follower = MakeFollower();
  EXPECT_TRUE(Await([&] { return Count(kOnSite) == 1; }));
}

// A service appends and writes inline, as the ledger does, while Redis is flushed again and again. A list may
// be refused meanwhile, but an answer never lacks what was acknowledged before the question.
TEST_F(FollowerTest, AFlushInTheMiddleOfTrafficBringsEverythingBackWithoutACommand) {
  constexpr int kVisits = 400;
  constexpr int kFlushes = 5;
  const auto follower = MakeFollower();
  ASSERT_TRUE(Await([&] { return Count(kOnSite) == 0; }));

  std::atomic<int> there = 0;
  std::atomic<int> flushes = 0;
  std::jthread writer{[&] {
    for (int i = 0; i < kVisits; ++i) {
      // As the flusher goes, so that there is traffic before, between and after all flushes.
      Await([&] { return flushes.load() >= (i + 1) * kFlushes / kVisits; });
      const auto sequence = Append(i, kOnSite);
      ASSERT_TRUE(sequence);
      ASSERT_TRUE(view_->Write({{Visit(i), *sequence, kOnSite, {{{kOnSite, 1.0}}, {}}}}));
      ++there;
    }
  }};
  int answers = 0;
  int refusals = 0;
  while (there < kVisits) {
    const int before = there;
    const int seen = Count(kOnSite);
    if (seen < 0) {
      ++refusals;
    } else {
      ASSERT_GE(seen, before) << "quietly short";
      ++answers;
      if (flushes < kFlushes && before >= (flushes + 1) * kVisits / kFlushes - kVisits / (2 * kFlushes)) {
        ASSERT_TRUE(pool_->Run({"FLUSHALL"}));
        ++flushes;
      }
    }
  }
  EXPECT_EQ(flushes, kFlushes);
  EXPECT_GT(answers, 0);
  EXPECT_GT(refusals, 0);
  EXPECT_TRUE(Await([&] { return Count(kOnSite) == kVisits; }));
}

TEST_F(FollowerTest, AFlushWhileNothingHappensIsRepairedWithinSeconds) {
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(Append(i % 10, i < 10 ? kOnSite : kGone));
  const auto follower = MakeFollower();
  ASSERT_TRUE(Await([&] { return Count(kGone) == 10; }));
  ASSERT_TRUE(pool_->Run({"FLUSHALL"}));
  EXPECT_TRUE(Await([&] { return Count(kGone) == 10 && Count(kOnSite) == 0; }));
}

TEST_F(FollowerTest, ARedisThatWasKilledIsFilledAgain) {
  const auto follower = MakeFollower();
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(Append(i, kOnSite));
  ASSERT_TRUE(Await([&] { return Count(kOnSite) == 10; }));
  redis_.Kill();
  ASSERT_TRUE(Append(10, kOnSite));
  EXPECT_EQ(Count(kOnSite), -1);
  redis_.Start();
  EXPECT_TRUE(Await([&] { return Count(kOnSite) == 11; }));
}

TEST_F(FollowerTest, ARecordThatWasAwayIsFollowedOn) {
  const auto follower = MakeFollower();
  ASSERT_TRUE(Append(1, kOnSite));
  ASSERT_TRUE(Await([&] { return Count(kOnSite) == 1; }));
  nats_.Kill();
  ASSERT_TRUE(Await([&] { return !bus_->Connected(); }));
  EXPECT_EQ(Count(kOnSite), 1);
  nats_.Start();
  ASSERT_TRUE(Await([&] { return Append(2, kOnSite).has_value(); }));
  EXPECT_TRUE(Await([&] { return Count(kOnSite) == 2; }));
}

TEST_F(FollowerTest, AFollowerThatIsDestroyedHandsOverAtOnce) {
  auto first = MakeFollower();
  ASSERT_TRUE(Await([&] { return Count(kOnSite) == 0; }));
  const auto second = MakeFollower();
  first.reset();
  ASSERT_TRUE(Append(1, kOnSite));
  EXPECT_TRUE(Await([&] { return Count(kOnSite) == 1; }, Lease::kHeldFor - milliseconds{500}));
}

TEST_F(FollowerTest, ASecondFollowerTakesOverWhenTheLeaseOfADeadOneRunsOut) {
  Lease dead{pool_, names::LeaseKey("visitor", "follower")};
  const auto taken_at = Steady::now();
  ASSERT_TRUE(dead.Hold());
  ASSERT_TRUE(Append(1, kOnSite));
  const auto second = MakeFollower();
  EXPECT_TRUE(Await([&] { return Count(kOnSite) == 1; }));
  EXPECT_GE(Steady::now() - taken_at, Lease::kHeldFor);
  EXPECT_LT(Steady::now() - taken_at, Lease::kHeldFor + milliseconds{5000});
}

TEST_F(FollowerTest, TwoFollowersWhoBothBelieveInTheirLeaseDoNoHarm) {
  const auto first = MakeFollower();
  ASSERT_TRUE(Await([&] { return Count(kOnSite) == 0; }));
  const auto second = MakeFollower();
  pool_->Run({"DEL", names::LeaseKey("visitor", "follower")});
  constexpr int kVisits = 300;
  for (int i = 0; i < kVisits; ++i) ASSERT_TRUE(Append(i, kOnSite));
  EXPECT_TRUE(Await([&] { return Count(kOnSite) == kVisits; }));
  EXPECT_EQ(*view_->Position(), std::optional<std::uint64_t>{kVisits});
}

TEST_F(FollowerTest, ALongRecordIsReadInManyBatches) {
  constexpr int kMessages = 2000;
  constexpr int kVisits = 450;
  for (int i = 0; i < kMessages; ++i) ASSERT_TRUE(Append(i % kVisits, i % 2 == 0 ? kOnSite : kGone));
  const auto follower = MakeFollower();
  ASSERT_TRUE(Await([&] { return Count(kOnSite) >= 0; }));
  EXPECT_EQ(Count(kOnSite) + Count(kGone), kVisits);  // whole with the first answer
  EXPECT_EQ(*view_->Position(), std::optional<std::uint64_t>{kMessages});
}

}  // namespace
}  // namespace watchbell::view
