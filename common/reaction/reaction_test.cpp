// Reactions on a real nats-server: once each, in spite of poison, crashes and what is away.
#include "common/reaction/reaction.hpp"

#include <gtest/gtest.h>
#include <prometheus/registry.h>

#include <atomic>
#include <map>
#include <mutex>

#include "common/bus/stream.hpp"
#include "common/id/id.hpp"
#include "common/ledger/event.hpp"
#include "common/reaction/dead_letter.hpp"
#include "common/testing/await.hpp"
#include "common/testing/servers.hpp"
#include "watchbell/notification/v1/directory.pb.h"

namespace watchbell::reaction {
namespace {

using notification::v1::DutyRosterEvent;
using testing::Await;

class ReactionTest : public ::testing::Test {
 protected:
  ReactionTest() {
    EXPECT_TRUE(bus::Reconcile(*bus, bus::RecordStream("notification", 1)));
    EXPECT_TRUE(bus::Reconcile(*bus, bus::RecordStream("dead_letters", 1)));
  }

  // A roster event of a school, with its headers; or, with a payload of its own, poison.
  std::string Append(int number, const std::string& poison = {}) {
    const names::Key key{"notification", "duty-roster", "lincoln-es",
                         id::Derive("test", std::to_string(number))};
    DutyRosterEvent event;
    event.mutable_assigned()->add_person_ids(std::to_string(number));
    const Context context{.now = SystemClock()(), .request_id = std::to_string(number)};
    EXPECT_TRUE(bus->Append(
        {.subject = names::RecordSubject(key),
         .id = ledger::EventId(key, context.request_id),
         .headers = ledger::CloudEventHeaders(key, ledger::EventId(key, context.request_id), event, context),
         .payload = poison.empty() ? event.SerializeAsString() : poison}));
    return ledger::EventId(key, context.request_id);
  }
  using Handler = std::function<Status(const DutyRosterEvent&, const Origin&)>;
  std::unique_ptr<Reaction> React(Handler handler) {
    return Reaction::On<DutyRosterEvent>(bus, sealer, registry,
                                         {.from_service = "notification",
                                          .aggregate = "duty-roster",
                                          .service = "test",
                                          .purpose = "rosters",
                                          .threads = 2},
                                         std::move(handler));
  }
  std::size_t Dead() {
    const auto letters = List(bus, "test__rosters");
    return letters ? letters->size() : 0;
  }

  testing::NatsServer nats;
  std::shared_ptr<bus::Bus> bus = bus::Bus::Connect({.url = nats.url()}).value();
  policy::Sealer sealer{policy::KeyRing::Random("notification"), policy::KeyRing::Random("directory")};
  prometheus::Registry registry;
};

TEST_F(ReactionTest, EachEventIsHandledOnceByTwoReplicasTogether) {
  std::mutex mutex;
  std::multiset<std::string> handled;
  const auto count = [&](const DutyRosterEvent& event, const Origin&) -> Status {
    const std::scoped_lock lock(mutex);
    handled.insert(event.assigned().person_ids(0));
    return {};
  };
  const auto one = React(count);
  const auto two = React(count);
  for (int i = 0; i < 100; ++i) Append(i);
  EXPECT_TRUE(Await([&] {
    const std::scoped_lock lock(mutex);
    return handled.size() >= 100;
  }));
  EXPECT_EQ(std::set(handled.begin(), handled.end()).size(), handled.size());
}

TEST_F(ReactionTest, ARequestIdIsTheSameForEveryDeliveryOfTheEvent) {
  std::mutex mutex;
  std::vector<std::string> ids;
  const auto reaction = React([&](const DutyRosterEvent&, const Origin& origin) -> Status {
    const std::scoped_lock lock(mutex);
    ids.push_back(origin.RequestId("tell"));
    if (ids.size() < 3) return Fail(Code::kUnavailable, "AWAY", "");
    return {};
  });
  const auto event_id = Append(1);
  EXPECT_TRUE(Await([&] {
    const std::scoped_lock lock(mutex);
    return ids.size() == 3;
  }));
  EXPECT_EQ(std::set(ids.begin(), ids.end()), std::set{id::Derive("tell", event_id)});
  EXPECT_EQ(Dead(), 0U);
}

TEST_F(ReactionTest, PoisonIsKeptWithItsReasonAndHoldsUpNothing) {
  std::atomic<int> handled{0};
  const auto reaction = React([&](const DutyRosterEvent&, const Origin&) -> Status {
    ++handled;
    return {};
  });
  const auto poison = Append(1, "\xff\xff\xff");
  Append(2);
  EXPECT_TRUE(Await([&] { return handled == 1 && Dead() == 1; }));
  const auto letters = List(bus, "").value();
  ASSERT_EQ(letters.size(), 1U);
  EXPECT_EQ(letters[0].event_id, poison);
  EXPECT_EQ(letters[0].reason, "EVENT_MALFORMED");
  EXPECT_EQ(letters[0].school, "lincoln-es");
  EXPECT_EQ(letters[0].sequence, 1U);
}

TEST_F(ReactionTest, AReplayedDeadLetterIsHandledAndLeavesTheList) {
  std::atomic<bool> mended{false};
  std::atomic<int> handled{0};
  const auto reaction = React([&](const DutyRosterEvent&, const Origin&) -> Status {
    if (!mended) return Fail(Code::kFailedPrecondition, "WORDING_MISSING", "Add the wording.");
    ++handled;
    return {};
  });
  Append(1);
  ASSERT_TRUE(Await([&] { return Dead() == 1; }));
  ASSERT_TRUE(Replay(*bus, List(bus, "test__rosters")->front(), "first"));
  EXPECT_TRUE(Await([&] { return Dead() == 1; }));
  mended = true;
  ASSERT_TRUE(Replay(*bus, List(bus, "test__rosters")->front(), "second"));
  EXPECT_TRUE(Await([&] { return handled == 1 && Dead() == 0; }));
}

TEST_F(ReactionTest, PoisonWithoutHeadersThatIsReplayedStaysOneDeadLetter) {
  const auto reaction = React([](const DutyRosterEvent&, const Origin&) -> Status { return {}; });
  ASSERT_TRUE(bus->Append(
      {.subject = "record.notification.v1.duty-roster.lincoln-es.x", .id = "x", .payload = "\xff"}));
  ASSERT_TRUE(Await([&] { return Dead() == 1; }));
  const auto before = List(bus, "")->front();
  ASSERT_TRUE(Replay(*bus, before, "first"));
  const std::string subject = names::DeadLetterSubject(before.consumer, before.school, before.event_id);
  EXPECT_TRUE(Await([&] {  // the replay is the second message on the subject, the new dead letter the third
    const auto newest = bus->Last("DEAD_LETTERS", subject, bus::Freshness::kLeader);
    return newest && *newest && (*newest)->sequence == 3;
  }));
  EXPECT_EQ(Dead(), 1U);
}

TEST_F(ReactionTest, WhatHappensWhileTheServerIsAwayIsHandledWhenItIsBack) {
  std::atomic<int> handled{0};
  const auto reaction = React([&](const DutyRosterEvent&, const Origin&) -> Status {
    ++handled;
    return {};
  });
  Append(1);
  ASSERT_TRUE(Await([&] { return handled == 1; }));
  nats.Kill();
  nats.Start();
  ASSERT_TRUE(Await([&] { return bus->Connected(); }));
  Append(2);
  EXPECT_TRUE(Await([&] { return handled == 2; }));
}

}  // namespace
}  // namespace watchbell::reaction
