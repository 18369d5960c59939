#include "common/bus/bus.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <set>

#include "common/bus/consumer.hpp"
#include "common/bus/nats_ptr.hpp"
#include "common/bus/reader.hpp"
#include "common/bus/stream.hpp"
#include "common/testing/await.hpp"
#include "common/testing/servers.hpp"

namespace watchbell::bus {
namespace {

using std::chrono::milliseconds;
using testing::Await;

class BusTest : public ::testing::Test {
 protected:
  BusTest() : bus(Bus::Connect({.url = nats.url()}).value()) {
    EXPECT_TRUE(Reconcile(*bus, RecordStream("visitor", 1)));
  }
  static Outgoing Message(int aggregate, std::string id,
                          std::optional<std::uint64_t> expected = std::nullopt) {
    return {.subject = "record.visitor.v1.visit.lincoln-es." + std::to_string(aggregate),
            .id = std::move(id),
            .expected_sequence = expected,
            .headers = {{"ce-type", "test"}},
            .payload = "payload"};
  }

  testing::NatsServer nats;
  std::shared_ptr<Bus> bus;
};

TEST_F(BusTest, AnAppendIsAcknowledgedWithItsSequence) {
  EXPECT_EQ(bus->Append(Message(1, "a", 0))->sequence, 1U);
  EXPECT_EQ(bus->Append(Message(1, "b", 1))->sequence, 2U);
}

TEST_F(BusTest, AStaleSequenceIsAConflict) {
  ASSERT_TRUE(bus->Append(Message(1, "a", 0)));
  const auto late = bus->Append(Message(1, "b", 0));
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, Code::kAborted);
  EXPECT_EQ(late.error().reason, kConflict);
}

TEST_F(BusTest, ARepeatedIdAnswersTheFirstSequenceThoughTheExpectedOneIsStale) {
  ASSERT_TRUE(bus->Append(Message(1, "a", 0)));
  const auto again = bus->Append(Message(1, "a", 0));
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->duplicate);
  EXPECT_EQ(again->sequence, 1U);
}

TEST_F(BusTest, AsynchronousAppendsAreEachAnsweredOnce) {
  constexpr int kCount = 5000;
  std::atomic<int> stored{0};
  std::atomic<int> failed{0};
  for (int i = 0; i < kCount; ++i) {
    bus->AppendAsync(Message(i, std::to_string(i), 0),
                     [&](const Result<Ack>& ack) { ++(ack ? stored : failed); });
  }
  EXPECT_TRUE(Await([&] { return stored + failed == kCount; }));
  EXPECT_EQ(stored, kCount);
}

TEST_F(BusTest, AnAppendWhileTheServerIsAwayFailsAtOnceAndAnotherWorksWhenItIsBack) {
  nats.Kill();
  ASSERT_TRUE(Await([&] { return !bus->Connected(); }));
  EXPECT_EQ(bus->Append(Message(1, "a", 0)).error().reason, kBusAway);
  std::promise<Result<Ack>> async;
  bus->AppendAsync(Message(1, "a", 0), [&](Result<Ack> ack) { async.set_value(std::move(ack)); });
  EXPECT_EQ(async.get_future().get().error().reason, kBusAway);
  nats.Start();
  ASSERT_TRUE(Await([&] { return bus->Append(Message(1, "a", 0)).has_value(); }));
}

TEST_F(BusTest, TheLastMessageOfASubjectIsFoundByNameAndByWildcard) {
  ASSERT_TRUE(bus->Append(Message(1, "a", 0)));
  ASSERT_TRUE(bus->Append(Message(2, "b", 0)));
  for (const auto freshness : {Freshness::kAnyReplica, Freshness::kLeader}) {
    EXPECT_EQ(bus->Last("VISITOR", "record.visitor.v1.visit.lincoln-es.1", freshness)->value().sequence, 1U);
    const auto newest = bus->Last("VISITOR", "record.visitor.v1.visit.lincoln-es.*", freshness);
    EXPECT_EQ(newest->value().sequence, 2U);
    EXPECT_EQ(newest->value().Header("ce-type"), "test");
    EXPECT_FALSE(bus->Last("VISITOR", "record.visitor.v1.visit.lincoln-es.3", freshness)->has_value());
  }
}

TEST_F(BusTest, AReaderSeesEveryMessageOnceThroughARestart) {
  std::uint64_t last = 0;
  for (int i = 0; i < 300; ++i) last = bus->Append(Message(i, std::to_string(i), 0))->sequence;
  auto reader = Reader::Open(bus, {.stream = "VISITOR", .filter = "record.visitor.>"}).value();
  std::vector<std::uint64_t> seen;
  const auto read = [&] {
    if (const auto messages = reader->Next(64, milliseconds{50})) {
      for (const auto& message : *messages) seen.push_back(message.sequence);
    }
    return !seen.empty() && seen.back() == last;
  };
  ASSERT_TRUE(Await(read));
  EXPECT_EQ(reader->Pending(), 0U);
  nats.Kill();
  nats.Start();
  ASSERT_TRUE(Await([&] {
    const auto ack = bus->Append(Message(1000, "z", 0));
    if (ack) last = ack->sequence;
    return ack.has_value();
  }));
  ASSERT_TRUE(Await(read));
  EXPECT_EQ(std::set(seen.begin(), seen.end()).size(), seen.size());
  EXPECT_EQ(seen.size(), 301U);
}

TEST_F(BusTest, AReaderOfTheNewestSeesOneMessageASubjectThenWhatFollows) {
  ASSERT_TRUE(bus->Append(Message(1, "a", 0)));
  ASSERT_TRUE(bus->Append(Message(1, "b", 1)));
  auto reader =
      Reader::Open(bus, {.stream = "VISITOR", .filter = "record.visitor.>", .newest_only = true}).value();
  EXPECT_EQ(reader->Pending(), 1U);
  const auto first = reader->Next(10, milliseconds{10'000});
  ASSERT_EQ(first->size(), 1U);
  EXPECT_EQ(first->front().sequence, 2U);
  ASSERT_TRUE(bus->Append(Message(1, "c", 2)));
  EXPECT_EQ(reader->Next(10, milliseconds{10'000})->front().sequence, 3U);
}

class ConsumerTest : public BusTest, public ::testing::WithParamInterface<Delivery> {};

TEST_P(ConsumerTest, ReplicasShareTheMessagesAndWhatFailsComesAgain) {
  std::mutex mutex;
  std::multiset<std::string> handled;
  std::atomic<int> failures{0};
  const auto handle = [&](const Incoming& incoming) {
    if (incoming.attempt == 1 && incoming.message.sequence % 10 == 0) {
      ++failures;
      return Outcome{Outcome::Kind::kRetry, milliseconds{10}};
    }
    const std::scoped_lock lock(mutex);
    handled.insert(incoming.message.Header("Nats-Msg-Id"));
    return Outcome{};
  };
  const ConsumerSpec spec{
      .stream = "VISITOR", .durable = "test__all", .filter = "record.visitor.>", .delivery = GetParam()};
  const auto one = Consumer::Start(bus, spec, 2, handle);
  const auto two = Consumer::Start(bus, spec, 2, handle);
  for (int i = 0; i < 200; ++i) ASSERT_TRUE(bus->Append(Message(i, std::to_string(i), 0)));
  EXPECT_TRUE(Await([&] {
    const std::scoped_lock lock(mutex);
    return handled.size() == 200;
  }));
  EXPECT_EQ(failures, 20);
  EXPECT_EQ(std::set(handled.begin(), handled.end()).size(), 200U);
}

TEST_P(ConsumerTest, AConsumerStartedBeforeItsStreamFindsItLater) {
  std::atomic<int> handled{0};
  const auto consumer = Consumer::Start(
      bus,
      {.stream = "ALERTING", .durable = "test__early", .filter = "record.alerting.>", .delivery = GetParam()},
      1, [&](const Incoming&) {
        ++handled;
        return Outcome{};
      });
  ASSERT_TRUE(Reconcile(*bus, RecordStream("alerting", 1)));
  ASSERT_TRUE(bus->Append({.subject = "record.alerting.v1.incident.a.1", .id = "a", .payload = "x"}));
  EXPECT_TRUE(Await([&] { return handled == 1; }));
}

INSTANTIATE_TEST_SUITE_P(Deliveries, ConsumerTest, ::testing::Values(Delivery::kPull, Delivery::kPush));

// Whoever takes the first message holds it until the gate opens.
class PushedTest : public BusTest {
 protected:
  static constexpr std::size_t kMessages = 20;
  static constexpr std::chrono::milliseconds kMuchLater = std::chrono::minutes{10};

  std::unique_ptr<Consumer> Start(int threads = 1) {
    const ConsumerSpec spec{.stream = "VISITOR",
                            .durable = "test__pushed",
                            .filter = "record.visitor.>",
                            .delivery = Delivery::kPush,
                            .ack_wait = kMuchLater};
    return Consumer::Start(bus, spec, threads, [this](const Incoming& incoming) {
      Take(incoming.message.Header("Nats-Msg-Id"));
      if (incoming.message.sequence == 1) gate.wait();
      return Outcome{};
    });
  }
  void Take(const std::string& id) {
    const std::scoped_lock lock(mutex);
    taken.insert(id);
  }
  std::size_t Taken() {
    const std::scoped_lock lock(mutex);
    return taken.size();
  }
  void Append() {
    const auto id = std::to_string(appended++);
    ASSERT_TRUE(bus->Append(Message(appended, id, 0)));
  }
  // The answer to the last append comes behind all that was pushed before it.
  void PushAll() {
    for (std::size_t i = 0; i < kMessages; ++i) Append();
    ASSERT_TRUE(Await([&] {
      const auto info =
          detail::Ask(bus->connection(), "$JS.API.CONSUMER.INFO.VISITOR.test__pushed", std::string{});
      return info && info->find("\"num_ack_pending\":20,") != std::string::npos;
    }));
    Append();
  }

  int appended = 0;
  std::promise<void> open;
  std::shared_future<void> gate{open.get_future()};
  std::mutex mutex;
  std::set<std::string> taken;
};

TEST_F(PushedTest, WhatWasPushedBeforeTheServerRestartedIsNotWaitedForAgain) {
  const auto consumer = Start();
  PushAll();
  nats.Kill();
  ASSERT_TRUE(Await([&] { return !bus->Connected(); }));
  nats.Start();
  ASSERT_TRUE(Await([&] { return bus->Connected(); }));
  open.set_value();
  EXPECT_TRUE(Await([&] { return Taken() >= kMessages; }));
}

TEST_F(PushedTest, NothingWaitsForAThreadThatIsBusyWhileAnotherIsFree) {
  const auto consumer = Start(2);
  for (std::size_t i = 0; i < kMessages; ++i) Append();
  EXPECT_TRUE(Await([&] { return Taken() == kMessages; }));
  open.set_value();
}

TEST_F(PushedTest, MessagesThatComeTogetherAreHandledTogether) {
  constexpr int kTogether = 4;
  constexpr int kRounds = 60;  // each of which would wait for a thread that was not woken
  std::atomic<int> arrived = 0;
  std::atomic<int> complete = 0;
  const auto consumer =
      Consumer::Start(bus, {.stream = "VISITOR", .durable = "test__pushed", .delivery = Delivery::kPush},
                      kTogether, [&](const Incoming&) {
                        const int round = arrived++ / kTogether;
                        complete += Await([&] { return arrived >= (round + 1) * kTogether; });
                        return Outcome{};
                      });
  int round = 0;
  EXPECT_TRUE(Await([&] {
    if (complete < kTogether * round) return false;
    if (round++ == kRounds) return true;
    for (int i = 0; i < kTogether; ++i) {
      const auto id = std::to_string(appended++);
      bus->AppendAsync(Message(appended, id, 0), [](const auto& ack) { EXPECT_TRUE(ack); });
    }
    return false;
  }));
}

TEST_F(PushedTest, WhatAConsumerThatStopsDidNotTakeIsAnothersAtOnce) {
  auto consumer = Start();
  PushAll();
  const auto stopped = std::async([&] { consumer.reset(); });
  const auto other =
      Consumer::Start(bus, {.stream = "VISITOR", .durable = "test__pushed", .delivery = Delivery::kPush}, 1,
                      [&](const Incoming& incoming) {
                        Take(incoming.message.Header("Nats-Msg-Id"));
                        return Outcome{};
                      });
  EXPECT_TRUE(Await([&] { return Taken() == static_cast<std::size_t>(appended); }));
  open.set_value();
  stopped.wait();
}

TEST_F(BusTest, ReconcilingTwiceIsFineAndAWeakerStreamIsRefused) {
  EXPECT_TRUE(Reconcile(*bus, RecordStream("visitor", 1)));
  auto replicated = Reconcile(*bus, RecordStream("visitor", 3));
  ASSERT_FALSE(replicated);
  EXPECT_EQ(replicated.error().reason, "STREAM_WEAKER");
  EXPECT_NE(replicated.error().remedy.find("num_replicas"), std::string::npos);
  auto other = RecordStream("visitor", 1);
  other.republish_to = "elsewhere.>";
  EXPECT_NE(Reconcile(*bus, other).error().remedy.find("republish"), std::string::npos);
  auto longer = RecordStream("visitor", 1);
  longer.duplicates = std::chrono::minutes{60};
  EXPECT_NE(Reconcile(*bus, longer).error().remedy.find("duplicate_window"), std::string::npos);
}

TEST(Bus, AServerThatIsNotThereIsNamedInTheError) {
  const auto bus = Bus::Connect({.url = "nats://127.0.0.1:1"}, milliseconds{50});
  ASSERT_FALSE(bus);
  EXPECT_EQ(bus.error().field, "nats");
}

TEST(Bus, WithoutPatienceABusWaitsForItsServerInTheBackground) {
  testing::NatsServer nats;
  nats.Kill();
  const auto bus = Bus::Connect({.url = nats.url()}, milliseconds{0}).value();
  EXPECT_FALSE(bus->Connected());
  nats.Start();
  EXPECT_TRUE(Await([&] { return bus->Connected(); }));
}

}  // namespace
}  // namespace watchbell::bus
